"""Notices: what the platform tells people, by an outbox that loses and repeats nothing."""
