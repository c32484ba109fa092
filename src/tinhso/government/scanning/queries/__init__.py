"""Reads of scanned papers."""
