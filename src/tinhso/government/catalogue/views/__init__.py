"""The administrator's pages of the national catalogue."""
