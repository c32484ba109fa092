"""Pure rules of working time: no database, no clock of their own."""
