"""The verbs of the connection."""
