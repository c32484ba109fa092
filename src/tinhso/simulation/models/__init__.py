"""The tables of simulations."""

from tinhso.simulation.models.bulk import Batch, Bulk
from tinhso.simulation.models.run import Life, Run

__all__ = ["Batch", "Bulk", "Life", "Run"]
