"""The verbs of identity, one per file."""
