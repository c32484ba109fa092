"""Simulated days: when people come, when officers have time, and a run that goes on where it was stopped."""
