"""The administrator's pages of the organisation room."""
