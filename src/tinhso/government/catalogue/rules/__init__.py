"""Pure rules of the national catalogue: no table, no file, no clock."""
