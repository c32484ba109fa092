"""The tables of simulations."""

from tinhso.simulation.models.run import Life, Run

__all__ = ["Life", "Run"]
