"""The national catalogue of administrative procedures, as it was imported: dated, diffed, closed."""
