"""Pure rules of notices: which channels, when to try again."""
