"""Reads of queues."""
