"""Vendors' gateways, each in a folder of its own."""
