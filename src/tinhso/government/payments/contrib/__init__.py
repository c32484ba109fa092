"""Adapters to systems of others."""
