"""The door of the connection: where the portal's page of a procedure is, and what stands between both sides."""

from __future__ import annotations

from urllib.parse import urlsplit

from tinhso.foundation.province.api import setting
from tinhso.government.portal.actions.note_origin import note_origin
from tinhso.government.portal.actions.take_in import Received, receive
from tinhso.government.portal.contract import configured
from tinhso.government.portal.queries import figures
from tinhso.government.procedures import api as procedures
from tinhso.lib.errors import NotFound

__all__ = ["Received", "configured", "figures", "note_origin", "procedure_address", "receive"]


def procedure_address(code: str) -> str | None:
    """The national portal's page of a procedure: the address its entry gives as source; None when none is known.

    Only an address of the portal itself (`contacts.national_portal`) counts; nothing is put together by guess.
    """
    home = urlsplit(str(setting("contacts.national_portal") or ""))
    try:
        known = urlsplit(procedures.version(code).content.source_url)
    except NotFound:
        return None
    if not home.netloc or known.scheme != "https" or known.netloc != home.netloc:
        return None
    return known.geturl()
