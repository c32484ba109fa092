"""Reads of the dossiers room; each starts from what the actor may see."""
