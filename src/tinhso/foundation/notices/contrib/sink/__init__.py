"""A gateway that keeps instead of sending: for demo and test."""
