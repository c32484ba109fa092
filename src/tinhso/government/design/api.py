"""The door of the design room: a version of a procedure is begun, saved, published or given up."""

from tinhso.government.design.access import draft_of, files_now
from tinhso.government.design.actions.drop import drop
from tinhso.government.design.actions.publish import publish
from tinhso.government.design.actions.save import save
from tinhso.government.design.actions.start import start
from tinhso.government.design.queries import drafts, faults, ignored

__all__ = ["draft_of", "drafts", "drop", "faults", "files_now", "ignored", "publish", "save", "start"]
