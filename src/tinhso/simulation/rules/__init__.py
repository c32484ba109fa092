"""What is pure in it: when people come, and when an officer gets round to something."""
