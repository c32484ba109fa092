"""The tables of the event log."""

from tinhso.foundation.records.models.chain import ChainHead, Epoch, Salt
from tinhso.foundation.records.models.entry import Event, Look
from tinhso.foundation.records.models.seal import Seal

__all__ = ["ChainHead", "Epoch", "Event", "Look", "Salt", "Seal"]
