"""Any-centre reception's part of a province folder: who takes paper over for whom."""

from __future__ import annotations

from collections.abc import Iterator

from tinhso.foundation.organisation.folder import agencies_of, unit_codes_of
from tinhso.foundation.province.api import Fault, Folder
from tinhso.government.procedures.folder import codes_of
from tinhso.government.transfers.receiver_rows import FILE, faults
from tinhso.lib.actor import Actor

NAME = "nơi nhận bàn giao"
OWNS = (FILE,)
READS = ("agencies.toml", "units/*.csv", "procedures/**")
DESK_KINDS = ("one_stop_desk", "service_centre")


def check_part(folder: Folder) -> Iterator[Fault]:
    """Faults of the file; it may be absent. No database."""
    if not folder.exists(FILE):
        return
    agencies = agencies_of(folder)
    desks = {one.slug: (one.valid_from, one.valid_to) for one in agencies if one.kind in DESK_KINDS}
    yield from faults(folder, unit_codes_of(folder), codes_of(folder), desks)


def load_part(folder: Folder, actor: Actor) -> None:
    """Bring the rows in; idempotent. What an administrator ended or set on screen stays."""
    from tinhso.government.transfers.actions.carry import load

    load(folder)


def export_part() -> dict[str, str | bytes]:
    """The rows as the database has them now."""
    from tinhso.government.transfers.actions.carry import export
    from tinhso.government.transfers.models import Receiver

    return {FILE: export()} if Receiver.objects.exists() else {}
