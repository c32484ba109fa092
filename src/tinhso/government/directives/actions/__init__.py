"""The actions of steering."""
