"""The append-only event log that proves itself."""
