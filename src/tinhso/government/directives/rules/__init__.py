"""Pure rules of steering."""
