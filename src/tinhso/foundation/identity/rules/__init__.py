"""Pure rules: numbers of people and enterprises, roles, lock-out, passwords' second factor."""
