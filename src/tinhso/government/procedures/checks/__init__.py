"""Proof of the procedures' part of a province folder: every fault with file, line and the way out."""
