"""Pages of the dossiers room: thin, for residents and for officers."""
