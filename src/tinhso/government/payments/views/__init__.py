"""Pages about money: thin."""
