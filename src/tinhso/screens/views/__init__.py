"""Pages of the screens room itself."""
