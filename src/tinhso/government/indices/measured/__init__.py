"""Measured sets between the province folder and the database."""
