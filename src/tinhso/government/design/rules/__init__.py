"""Pure rules of the design room."""
