"""Receiving at the counter: who, the form, the papers on one screen, drawn anew as answers open questions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.apps import apps

from tinhso.foundation.worktime import api as worktime
from tinhso.government.dossiers import api as dossiers
from tinhso.simulation.pages.browser import Browser, PageFault, names
from tinhso.simulation.pages.typing import another_row, typed

REDRAWN = 6


def at_counter(browser: Browser, filing: dossiers.CounterFiling, commune: str, key: str) -> dossiers.Filed:
    """Type everything, have the questions drawn anew until no more come, file. PageFault when the page refuses."""
    browser.open("/can-bo/quay/")
    page = browser.open(f"/can-bo/quay/{filing.procedure_code}/")
    asked: set[str] = set()
    for _time in range(REDRAWN):
        form = page.form()
        more = another_row(form, filing.data)
        if more is None and set(names(form)) == asked:
            break
        asked = set(names(form))
        button = ("_add", more) if more else ("_update", "1")
        page = browser.send(page, _screen(form, filing, commune, key), button=button)
    form = page.form()
    page = browser.send(page, _screen(form, filing, commune, key))
    parts = page.address.strip("/").split("/")
    if parts[:2] != ["can-bo", "ho-so"]:
        raise PageFault(page.address, page.status, "hồ sơ chưa nhận được", {})
    dossier = apps.get_model("dossiers", "Dossier").objects.get(pk=UUID(parts[2]))
    return dossiers.Filed(dossier, dossiers.receipt_secret(dossier))


def _screen(form: Any, filing: dossiers.CounterFiling, commune: str, key: str) -> dict[str, Any]:
    """What the clerk types; the form's own answers below what stands around them."""
    owner = filing.parties[0]
    born, today = owner.birth_date, worktime.today()
    around: dict[str, Any] = {
        "key": key,
        "channel": filing.channel,
        "owner.kind": owner.kind,
        "owner.name": owner.name,
        "owner.citizen_id": owner.citizen_id,
        "owner.phone": owner.phone,
        "commune": commune,
        "delivery": filing.delivery,
        "person": "",
    }
    for part in ("day", "month", "year"):
        around[f"arrived_on__{part}"] = str(getattr(today, part))
        around[f"owner.birth_date__{part}"] = str(getattr(born, part)) if born else ""
    for paper in filing.papers:
        around[f"giay.{paper.component_key}.originals"] = str(paper.originals or "")
        around[f"giay.{paper.component_key}.certified"] = str(paper.certified or "")
        around[f"giay.{paper.component_key}.photocopies"] = str(paper.copies - (paper.certified or 0) or "")
    if filing.manual_limit is not None:
        limit = filing.manual_limit
        around |= {
            "limit": str(limit.limit.value.normalize().to_integral_value()),
            "unit": limit.limit.unit.value,
            "limit_reason": limit.reason,
        }
    answers = {name: said for name, said in typed(filing.data, names(form)).items() if said != ""}
    return {**answers, **around}
