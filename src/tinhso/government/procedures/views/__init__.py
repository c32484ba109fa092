"""The catalogue's pages for everybody."""
