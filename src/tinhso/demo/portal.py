"""What people file at the simulated national portal: one sound filing for each procedure with an example."""

from __future__ import annotations

import base64
import io
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from PIL import Image, ImageDraw

from tinhso.demo import filings
from tinhso.demo.people import person
from tinhso.demo.run import SHOWN
from tinhso.foundation.identity import api as identity
from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.worktime import api as worktime
from tinhso.government.procedures import api as procedures
from tinhso.lib.errors import NotFound

SEED = 7


def examples(province: Path) -> dict[str, dict[str, Any]]:
    """`{code: {"title", "filing"}}` of every procedure in force; `filing` only where people file it online today.

    The owner is the first resident of the demonstration, so that a tour finds the dossier again after signing in.
    """
    today = worktime.today()
    found: dict[str, dict[str, Any]] = {}
    for sample in filings.samples(province):
        in_force = sample.valid_from <= today <= sample.valid_to
        if sample.code in found or "ONLINE" not in sample.channels or not in_force:
            continue
        try:
            version = procedures.version(sample.code, today)
            found[sample.code] = {"title": version.name, "filing": _filing(version, sample, today)}
        except NotFound:
            continue
    # The portal knows the title of every procedure: what is filed at a counter reaches it too.
    for listed in procedures.procedures(today):
        found.setdefault(listed.code, {"title": listed.title})
    return found


def _filing(version: procedures.VersionInfo, sample: filings.Sample, today: date) -> dict[str, Any]:
    random = Random(SEED)  # noqa: S311 (a demonstration must be the same each time)
    form = procedures.form(version)
    who = person(random, 1, today)
    commune = _commune(today)
    data, _errors = form.clean(filings.answers(random, form, sample, who, commune, today))
    paper = _paper()
    papers = [c for c in procedures.components(version, data, "ONLINE") if c.kind == "submit"]
    return {
        "procedure_code": version.code,
        "unit_code": commune,
        "form": data,
        "owner": _owner(),
        "files": [
            {"component": c.key, "name": f"{c.key}.jpg", "base64": paper}
            for c in papers
            if c.required and not c.from_form
        ],
    }


def _commune(today: date) -> str:
    """Where the officers of the demonstration work; any commune where that one is not."""
    standing = [unit.code for unit in organisation.units(today, level="commune")]
    return next((code for code in SHOWN if code in standing), standing[0])


def _owner() -> dict[str, Any]:
    """The first resident of the demonstration, as the portal would have proven them."""
    shown = next(a for a in identity.demo_accounts() if a.role_key == "resident")
    account = identity.account_of(shown.login)
    known = identity.person_of(account) if account else None
    return {
        "name": shown.name,
        "citizen_id": shown.login,
        "birth_date": known.birth_date.isoformat() if known and known.birth_date else "",
        "phone": known.phone if known else "",
        "verified": True,
    }


def _paper() -> str:
    """A small scanned paper that says what it is, in base64."""
    image = Image.new("RGB", (420, 594), (252, 250, 243))
    ImageDraw.Draw(image).text((40, 40), "GIAY TO MAU - TRINH DIEN", fill=(60, 60, 60))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=60)
    return base64.b64encode(out.getvalue()).decode()
