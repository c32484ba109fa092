"""What people do in a queue: one verb a file."""
