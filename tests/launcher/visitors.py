"""Run inside a province that a test has started: residents with something on every page, as JSON.

`python -m tests.launcher.visitors` prints `{"drafter": {"session", "addresses"}, "owners": [{…}]}`: a session
cookie for each visitor and the addresses that only they can open.
"""

from __future__ import annotations

import json
import os
from typing import Any


def session_of(account: Any) -> str:
    """A session of this account, as signing in would give it."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(account)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def drafter() -> dict[str, Any]:
    """A resident with a draft of every procedure, at all of its pages."""
    from django.urls import reverse

    from tests.journeys import filing
    from tinhso.foundation.worktime.api import today
    from tinhso.government.dossiers import api as dossiers
    from tinhso.government.dossiers.views.resident.steps import NAMES
    from tinhso.government.procedures import api as procedures
    from tinhso.lib.actor import Actor

    account = filing.resident("026190999001")
    actor = Actor(kind="resident", account_id=account.pk)
    found = []
    # The longest forms: what passes with these passes with the shorter ones.
    long = sorted(
        procedures.procedures(today()),
        key=lambda listed: -len(procedures.form(procedures.version(listed.code, today())).all_pages),
    )
    for listed in long[:4]:
        version = procedures.version(listed.code, today())
        draft = dossiers.start_draft(actor, listed.code)
        whom = "mandate" if "mandate" in listed.code else "child"
        dossiers.save_draft(actor, draft.id, people={"for": whom, "owner": {"name": "Trần Minh Thử"}})
        found += [reverse(f"dossiers:{name}", args=[draft.id]) for name in NAMES.values()]
        pages = procedures.form(version).all_pages
        found += [reverse("dossiers:form_page", args=[draft.id, page.key]) for page in pages]
        found.append(reverse("dossiers:start", args=[listed.code]))
    return {"session": session_of(account), "addresses": [*found, "/ca-nhan/"]}


def ask_for_more() -> None:
    """A fresh dossier is filed and the desk asks for more papers, so that the answer's page is there."""
    from datetime import timedelta
    from random import Random

    from django.conf import settings

    from tinhso.demo import filings
    from tinhso.demo.life import Life
    from tinhso.demo.officers import Staff
    from tinhso.demo.people import person
    from tinhso.demo.run import DAYS, FIXED_DAY, SHOWN, _paper
    from tinhso.foundation.worktime.api import today
    from tinhso.government.dossiers import api as dossiers
    from tinhso.government.dossiers.models import Dossier

    chance = Random(7)
    life = Life(chance, Staff(chance, today() - timedelta(days=DAYS + 1)), _paper())
    sample = next(s for s in filings.samples(settings.PROVINCE_DIR) if s.code == "1.001612")
    life.file(sample, person(Random(7), 7, FIXED_DAY), "ONLINE", SHOWN[0])
    dossier = Dossier.objects.get(pk=life.dossier_id)
    key = str(next(iter(dossier.data)))
    missing = dossiers.Missing("component", key, "Giấy tờ", "Ảnh mờ, không đọc được")
    desk = life.staff.desk(dossier.competent_id)
    dossiers.request_supplement(desk, dossier.pk, items=[missing], reason="Ảnh mờ.")
    assert Dossier.objects.get(pk=dossier.pk).state == 5


def owners() -> list[dict[str, Any]]:
    """For each state that the seeded dossiers are in, one owner and the pages of one dossier."""
    from django.urls import reverse

    from tinhso.government.dossiers.models import Dossier

    found = []
    for state in sorted(set(Dossier.objects.exclude(account=None).values_list("state", flat=True))):
        dossier = Dossier.objects.exclude(account=None).filter(state=state).order_by("-filed_at")[0]
        names = ["track", "filed", "receipt", *(["supplement"] if state == 5 else []), "withdraw"]
        pages = [reverse(f"dossiers:{name}", args=[dossier.code]) for name in names]
        found.append(
            {"session": session_of(dossier.account), "addresses": [*pages, "/ca-nhan/"], "state": state}
        )
    return found


def main() -> None:
    """Print them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.conf.settings")
    import django

    django.setup()
    ask_for_more()
    print(json.dumps({"drafter": drafter(), "owners": owners()}))


if __name__ == "__main__":
    main()
