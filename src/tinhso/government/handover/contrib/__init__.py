"""Adapters that ship with the product."""
