"""Indices of the province: sets by decision and date, what is measured, what is declared, what was published."""
