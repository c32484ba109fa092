"""Pages of scanned papers: thin."""
