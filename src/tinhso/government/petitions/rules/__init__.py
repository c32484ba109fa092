"""Pure rules: moves, clocks, satisfaction, masking."""
