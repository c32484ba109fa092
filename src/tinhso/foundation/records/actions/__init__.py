"""The verbs of the log."""
