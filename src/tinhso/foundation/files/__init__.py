"""Files: what people hand in, checked at once, kept by content and given out only through a right."""
