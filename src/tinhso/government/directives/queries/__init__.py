"""The queries of steering."""
