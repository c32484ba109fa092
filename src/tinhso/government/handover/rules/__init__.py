"""Pure rules: no database, no Django models."""
