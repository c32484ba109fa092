"""Opening handed-in files. Runs in a process of its own with limits: no Django, no database, no network."""
