"""The verbs of the national catalogue."""
