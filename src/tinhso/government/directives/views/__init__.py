"""The views of steering."""
