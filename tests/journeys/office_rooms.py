"""Something to see on every page of the national catalogue and of the connection with the national portal."""

from __future__ import annotations

import json
from pathlib import Path

from django.urls import reverse

from tests.government.catalogue.conftest import sound
from tinhso.foundation.worktime.api import now, today
from tinhso.government.catalogue.actions.import_file import import_file
from tinhso.government.dossiers.models import Dossier
from tinhso.government.portal.actions.take_in import receive
from tinhso.government.portal.models import Outgoing
from tinhso.government.procedures import api as procedures
from tinhso.lib.actor import Actor

SYSTEM = Actor.system("test")


def catalogue(folder: Path) -> tuple[str, ...]:
    """Two imports, the second with a changed title and a line that cannot be read; the pages a list may hide."""
    first, second = folder / "danh-muc.jsonl", folder / "danh-muc-sau.jsonl"
    rows = sound()
    first.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    rows[0] = {**rows[0], "name": f"{rows[0]['name']} (sửa)"}
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    second.write_text("\n".join([*lines, '{"code": ']), "utf-8")
    import_file(SYSTEM, first, on=today())
    import_file(SYSTEM, second, on=today())
    histories = (procedures.versions_of(each.code) for each in procedures.procedures(today()))
    newest = next(rows[0] for rows in histories if len(rows) > 1)
    told = reverse("catalogue:version_change", args=[newest.code])
    return (reverse("catalogue:entries"), f"{told}?tu={newest.valid_from.isoformat()}")


def portal() -> tuple[str, ...]:
    """A package that cannot be read, and a dossier that the portal cannot be told of truthfully."""
    package = {
        "portal_code": "G22.MP-TEST-000001",
        "sequence": 1,
        "kind": "filing",
        "filing": {"procedure_code": "0.000000", "unit_code": "", "filed_at": now().isoformat(), "form": {}},
    }
    receive(package)
    dossier = Dossier.objects.order_by("-filed_at")[0]
    Outgoing.objects.filter(dossier_id=dossier.pk).delete()
    Outgoing.objects.create(
        dossier_id=dossier.pk, code=dossier.code, agency_id=dossier.competent_id, state="held",
        reason_code="owner_without_number", who="reception", changed_at=now(),
    )  # fmt: skip
    home = reverse("portal:home")
    return (home, f"{home}?ds=held")
