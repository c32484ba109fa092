"""What people type, cleaned and checked: each function gives (values, faults by field)."""
