"""The demonstration: made-up people who file real procedures, worked on by the real actions."""
