"""Configuration: settings, routes, WSGI, and what production refuses."""
