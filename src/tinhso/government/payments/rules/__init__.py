"""What money may do: pure."""
