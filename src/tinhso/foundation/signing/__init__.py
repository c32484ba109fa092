"""Digital signatures: making them on PDF, and telling what those on a file are worth."""
