"""Papers scanned at the counter become components of dossiers."""
