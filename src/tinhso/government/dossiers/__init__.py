"""The spine: one dossier from filing to the returned result."""
