"""A province is a folder: check it, load it, write it back."""
