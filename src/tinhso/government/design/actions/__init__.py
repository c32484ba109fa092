"""Verbs of the design room."""
