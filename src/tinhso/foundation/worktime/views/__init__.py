"""The administrator's pages of the working calendar."""
