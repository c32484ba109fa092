"""The officers' pages of the connection."""
