"""Files that arrive whole, are opened and checked at once, and are kept by their hash."""
