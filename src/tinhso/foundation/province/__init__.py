"""A province is a folder: prove it, load it by date, write it back."""
