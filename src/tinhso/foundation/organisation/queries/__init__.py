"""Reads: units and agencies of a day. Each is one or two queries, kept for a minute."""
