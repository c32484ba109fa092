"""Pages for residents: file, follow, answer, withdraw, rate."""
