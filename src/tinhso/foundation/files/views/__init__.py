"""The pages and endpoints of files: thin."""
