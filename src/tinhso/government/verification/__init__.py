"""Anybody checks a paper that the province issued: by the code on it, or by the file they hold."""
