"""Verification: reading everything again and naming what does not fit."""
