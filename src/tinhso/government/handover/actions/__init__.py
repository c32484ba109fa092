"""Verbs of this room: one a file."""
