"""The demonstration's past is made by the real verbs: a whole small run on the real province."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests import rows
from tinhso.demo import posted, stories, travelling, voices
from tinhso.demo.portal import examples
from tinhso.demo.run import seed
from tinhso.foundation.identity import api as identity
from tinhso.foundation.records import api as records
from tinhso.foundation.worktime import api as worktime
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier
from tinhso.government.handover.models import PostalItem, WalletSending
from tinhso.government.petitions.models import Petition
from tinhso.government.petitions.rules.moves import STATES
from tinhso.government.petitions.rules.satisfaction import verdict
from tinhso.government.portal.api import receive
from tinhso.government.procedures import api as procedures
from tinhso.government.transfers.models import HandList
from tinhso.simulators.portal.clock import Clock
from tinhso.simulators.portal.filing import Filing
from tinhso.simulators.portal.store import Store

FOLDER = Path(__file__).resolve().parents[2] / "provinces" / "vinhphuc"


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_a_small_past_is_consistent_and_its_log_holds(
    capsys: pytest.CaptureFixture[str], settings: Any, tmp_path: Path
) -> None:
    rows.load_province()
    told: list[tuple[int, int]] = []
    made = seed(FOLDER, 25, 7, lambda filed, wanted: told.append((filed, wanted)))
    assert capsys.readouterr().err == ""
    assert made == Dossier.objects.count() == told[-1][0]
    assert made >= 20
    assert len({d.channel for d in Dossier.objects.all()}) >= 2
    assert Dossier.objects.filter(state=10).count() >= made // 2
    assert all(d.filed_at <= worktime.now() for d in Dossier.objects.all())
    assert all(d.code.count("-") >= 2 for d in Dossier.objects.all())
    assert dossiers.public_figures() is not None
    _the_stories_stand_in_every_state(settings, tmp_path)
    # The log may warn of the document that the wallet did not take; no story was left out.
    assert "bỏ qua" not in capsys.readouterr().err
    records.seal()
    report = records.verify()
    assert report.events > Dossier.objects.count() * 3
    assert report.faults == []
    settings.TINHSO_FRONT_DOOR = "national"
    seed(FOLDER, 4, 9, lambda filed, wanted: None)
    assert capsys.readouterr().err == ""
    through = Dossier.objects.exclude(portal_code="")
    assert through.exists()
    assert all(d.code.startswith("MAU-") and d.channel == "ONLINE" and d.account_id for d in through)
    _everything_files_on_the_portal(tmp_path)


def _the_stories_stand_in_every_state(settings: Any, tmp_path: Path) -> None:
    """Hand-overs, post, wallet and petitions: a believable handful in every state, told once, taken up again."""
    settings.STORAGE_DIR = tmp_path / "files"
    every = [*travelling.stories(), *voices.stories(), *posted.stories()]
    mark = tmp_path / "run" / stories.MARK
    assert stories.tell(FOLDER, every[:20], mark, 7) == 20
    assert stories.tell(FOLDER, every, mark, 7) == len(every) - 20
    assert stories.tell(FOLDER, every, mark, 7) == 0
    away = [one.transfer for one in Dossier.objects.exclude(transfer=0)]
    assert len(away) >= 12
    assert set(away) == {1, 2, 3, 4}
    lists = HandList.objects.values_list("handed_at", "taken_at")
    assert {(bool(handed), bool(taken)) for handed, taken in lists} == {
        (False, False),
        (True, False),
        (True, True),
    }
    items = list(PostalItem.objects.values_list("state", "due_at"))
    assert len(items) >= 10
    assert {state for state, _due in items} == set(PostalItem.State.values)
    assert any(due and due < worktime.now() for _state, due in items)
    wallet = list(WalletSending.objects.values_list("state", flat=True))
    assert (len(wallet) >= 8, set(wallet)) == (True, {"delivered", "held"})
    sent = list(Petition.objects.all())
    assert len(sent) >= 25
    assert {one.state for one in sent} == set(STATES)
    assert any(one.next_due and one.next_due < worktime.now() for one in sent)
    assert {verdict(one.likes, one.dislikes) for one in sent if one.published_at} >= {
        "satisfied",
        "not_satisfied",
    }
    assert {one.kind for one in sent} == {"rules", "behaviour"}
    assert {bool(one.account_id) for one in sent} == {True, False}


def _everything_files_on_the_portal(tmp_path: Path) -> None:
    """Each filing that the simulated portal starts from is sound; three arrive as dossiers of the first resident."""
    identity.ensure_demo_accounts()
    ready = {code: one for code, one in examples(FOLDER).items() if "filing" in one}
    assert len(ready) >= 20
    faults = {
        code: procedures.form(procedures.version(code)).clean(one["filing"]["form"])[1]
        for code, one in ready.items()
    }
    # The day of the test may stand too near to a date that one example ties to another.
    sound = [one for code, one in ready.items() if not faults[code]]
    assert len(sound) >= len(ready) - len(ready) // 15
    store = Store(str(tmp_path / "portal.sqlite3"))
    people = Filing(store, Clock(""))
    for one in sound[:3]:
        people.file(one["filing"], one["title"])
    packages = store.run("SELECT number, body FROM outbox ORDER BY number")
    made = [receive({**json.loads(body), "sequence": number}).package for number, body in packages]
    assert [(p.state, p.reason_code, p.faults) for p in made] == [("done", "", [])] * 3
    theirs = Dossier.objects.filter(portal_code__startswith="G22.MP")
    assert {d.account_id for d in theirs} == {identity.account_of("026190000001")}
