"""Queues at one-stop desks."""
