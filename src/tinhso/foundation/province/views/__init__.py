"""The administrator's pages of the province room."""
