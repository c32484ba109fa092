"""The same plan by actions and by real pages: the same lives, before a running web process with a lent clock."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests import rows
from tinhso.demo import filings
from tinhso.demo.doors import Doors
from tinhso.foundation.identity import api as identity
from tinhso.foundation.records import api as records
from tinhso.foundation.records.subject import Subject
from tinhso.government.dossiers.models import Dossier, FeePayment, Step
from tinhso.lib.errors import Refused
from tinhso.simulation.engine import Engine
from tinhso.simulation.models import Run
from tinhso.simulation.pages.browser import PageFault, fill, values
from tinhso.simulation.pages.typing import another_row, typed
from tinhso.simulation.rules.percentiles import percentile
from tinhso.simulation.ways import Ways, by_pages

FOLDER = Path(__file__).resolve().parents[2] / "provinces" / "vinhphuc"
PLAN = {"first": date(2025, 6, 16), "days": 20, "dossiers": 5, "seed": 48}


def story(run: Run) -> list[tuple[Any, ...]]:
    """What became of each dossier of a run: its moments, states, holders, and the kinds of its events."""
    found = []
    for life in run.lives.order_by("serial"):
        dossier = Dossier.objects.get(pk=life.dossier_id)
        steps = Step.objects.filter(dossier=dossier).order_by("ordinal")
        told = records.history(Subject("dossier", dossier.pk))
        found.append(
            (
                life.serial,
                (life.phase, life.acts, life.paid),
                (dossier.procedure_code, dossier.channel, dossier.assisted, dossier.competent_id),
                (dossier.filed_at, dossier.accepted_at, dossier.due_at, dossier.finished_at),
                (dossier.state, dossier.holder_agency_id, dossier.holder_account_id),
                [
                    (s.key, s.opened_at, s.due_at, s.done_at, s.agency_id, s.done_by_id is None, s.outcome)
                    for s in steps
                ],
                # The counter's page opens the receipt for printing, which is noted; an action opens no page.
                [event.verb for event in told if event.verb != "dossier.print_receipt"],
                list(
                    FeePayment.objects.filter(fee__dossier=dossier)
                    .values_list("paid", "method")
                    .order_by("paid")
                ),
            )
        )
    return found


class Stopped(Exception):
    """Somebody pulled the plug."""


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_pages_leave_what_the_actions_leave(
    monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    settings.VAR = tmp_path
    settings.DEMO = True
    rows.load_province()
    identity.ensure_demo_accounts()
    samples = filings.samples(FOLDER)
    faults: list[str] = []

    def heard(serial: int, refusal: Refused) -> None:
        faults.append(refusal.told() if isinstance(refusal, PageFault) else str(refusal))

    def engine(ways: Ways | None) -> Engine:
        run, _made = Run.objects.get_or_create(**PLAN, pages=ways is not None)
        doors = ways.doors if ways else Doors()
        return Engine(run, samples, lambda day, counts: None, doors=doors, refused=heard)

    acts = engine(None)
    acts.play()
    first = story(acts.run)
    kinds = {verb for row in first for verb in row[-2]}
    assert kinds >= {"dossier.receive", "dossier.accept", "dossier.number_result", "dossier.return_result"}

    # Killed again and again right after a page had done its act, before that was noted: nothing is done twice.
    done, one = 0, Engine._one

    def stopping(*args: Any) -> Any:
        nonlocal done
        following = one(*args)
        done += 1
        if done % 7 == 1:
            raise Stopped
        return following

    monkeypatch.setattr(Engine, "_one", stopping)
    with by_pages(timedelta(days=30)) as ways:
        stops = 0
        while True:
            try:
                pages = engine(ways)
                pages.play()
                break
            except Stopped:
                stops += 1
    assert not faults, "\n".join(faults)
    assert stops >= 3
    for mine, theirs in zip(story(pages.run), first, strict=True):
        for here, there in zip(mine, theirs, strict=True):
            assert here == there
    asked = set(ways.times)
    assert {
        "POST /dang-nhap/",
        "POST /can-bo/quay/<str:code>/",
        "POST /ho-so/nhap/<uuid:draft_id>/kiem-tra/",
    } <= asked
    assert "hoan-thanh" in "".join(ways.told())
    records.seal()
    assert records.verify().faults == []


def test_a_page_that_answers_with_an_error_is_told_with_its_address_and_what_was_typed() -> None:
    fault = PageFault(
        "/can-bo/quay/1.0/", 422, "Hãy nhập họ tên.", {"owner.name": [""], "phone": "0911", "note": ""}
    )
    assert fault.told() == "/can-bo/quay/1.0/ → 422: Hãy nhập họ tên. | đã gõ: owner.name=[''], phone='0911'"
    assert fault.code == "page_422"


PAGE = """<form method="post"><input name="a"><input type="radio" name="r" value="x"><input type="radio" name="r" value="y">
<input type="checkbox" name="c" value="1"><input type="checkbox" name="d" value="1" checked><textarea name="t"></textarea>
<select name="s"><option value=""></option><option value="2">2</option></select><input type="file" name="f">
<input name="rows.0.n"><button name="_add" value="rows">+</button></form>"""


def test_a_form_is_filled_in_as_a_person_would() -> None:
    form = html.fromstring(PAGE)
    fill(form, {"a": 1, "r": "y", "c": ["1"], "d": [], "t": "chữ", "s": "2", "f": "no", "not there": "x"})
    told = {"a": ["1"], "r": ["y"], "c": ["1"], "t": ["chữ"], "s": ["2"], "rows.0.n": [""]}
    assert values(form) == told
    fill(form, {"r": "no such choice", "s": "9"})
    assert (values(form)["r"], values(form)["s"]) == (["y"], ["2"])
    assert another_row(form, {"rows": [{}, {}]}) == "rows"
    assert another_row(form, {"rows": [{}]}) is None


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("born__day", "07"),
        ("born__year", "1990"),
        ("none__day", ""),
        ("yes", "true"),
        ("many", ["a", "b"]),
        ("half", "1,5"),
        ("home.commune", "09112"),
        ("rows.1.name", "hai"),
        ("rows.2.name", ""),
        ("home", ""),
    ],
)
def test_answers_are_typed_as_inputs_ask_them(name: str, told: Any) -> None:
    data = {
        "born": "1990-03-07",
        "yes": True,
        "many": ["a", "b"],
        "half": 1.5,
        "home": {"commune": "09112"},
        "rows": [{"name": "một"}, {"name": "hai"}],
    }
    assert typed(data, [name]) == {name: told}


def test_percentiles() -> None:
    every = [float(n) for n in range(1, 101)]
    assert [percentile(every, share) for share in (0.0, 0.5, 0.95, 1.0)] == [1.0, 51.0, 96.0, 100.0]
    assert percentile([3.0], 0.99) == 3.0
