"""Shared fixtures. Every test runs against real PostgreSQL."""
