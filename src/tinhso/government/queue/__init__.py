"""Queues at one-stop desks: numbers taken, called and served; appointments; what waiting took."""
