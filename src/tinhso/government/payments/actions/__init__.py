"""The verbs of money."""
