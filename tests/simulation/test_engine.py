"""A few days of a province across 01/07/2025, stopped in the middle: the same end as if nobody had stopped them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests import rows
from tinhso.demo import filings
from tinhso.foundation.records import api as records
from tinhso.government.dossiers.models import Dossier, FeePayment, Step
from tinhso.simulation.engine import Engine
from tinhso.simulation.figures import beside_published
from tinhso.simulation.models import Life, Run

FOLDER = Path(__file__).resolve().parents[2] / "provinces" / "vinhphuc"
FIRST, DAYS, DOSSIERS = date(2025, 6, 28), 5, 8


class Stopped(Exception):
    """Somebody pulled the plug."""


def story(run: Run) -> list[tuple[Any, ...]]:
    """What happened to each dossier of a run, without names of its own."""
    found = []
    for life in run.lives.order_by("serial"):
        dossier = Dossier.objects.get(pk=life.dossier_id)
        steps = Step.objects.filter(dossier=dossier).order_by("ordinal")
        found.append(
            (
                life.serial,
                life.phase,
                life.acts,
                dossier.procedure_code,
                dossier.filed_at,
                dossier.state,
                [(step.key, step.opened_at, step.done_at) for step in steps],
            )
        )
    return found


def online(engine: Engine) -> int:
    """How many of a run came online."""
    return sum(one.channel == "ONLINE" for one in engine.arrivals)


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_a_run_that_was_stopped_goes_on_as_if_it_had_not_been(
    monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    settings.VAR = tmp_path
    rows.load_province()
    samples = filings.samples(FOLDER)
    days: list[date] = []

    def engine(seed: int) -> Engine:
        run, _made = Run.objects.get_or_create(first=FIRST, days=DAYS, dossiers=DOSSIERS, seed=seed)
        return Engine(run, samples, lambda day, counts: days.append(day))

    left = 12
    turn = Engine._turn

    def stopping(self: Engine, life: Life) -> None:
        nonlocal left
        left -= 1
        if not left:
            raise Stopped
        turn(self, life)

    monkeypatch.setattr(Engine, "_turn", stopping)
    with pytest.raises(Stopped):
        engine(4).play()
    monkeypatch.setattr(Engine, "_turn", turn)
    stopped = engine(4)
    counts = stopped.play()
    assert counts["filed"] == Dossier.objects.count() == DOSSIERS
    assert counts["refused"] == 0
    assert days == sorted(set(days))
    assert stopped.run.day == date(2025, 7, 2)
    paid = stopped.run.lives.filter(paid__gt=0)
    assert paid.exists(), "somebody paid online"
    receipts = FeePayment.objects.filter(method="transfer").values_list("fee__dossier_id", "paid")
    assert sorted(receipts) == sorted(paid.values_list("dossier_id", "paid"))
    told = beside_published(stopped.run, stopped.arrivals)
    assert f"thanh toán trực tuyến {100 * paid.count() / online(stopped):.0f} %" in told
    assert engine(4).play()["acts"] == 0

    first = story(stopped.run)
    Run.objects.all().delete()
    again = engine(4)
    again.play()
    # The same people file the same at the same moments; officers were opened by the first run, nothing else differs.
    assert story(again.run) == first
    assert len({row[3] for row in first}) > 3
    assert max(row[4] for row in first).date() > date(2025, 7, 1) > min(row[4] for row in first).date()
    phases = Counter(row[1] for row in first)
    assert phases["ended"] >= 2
    records.seal()
    report = records.verify()
    assert report.faults == []
    assert report.events > 3 * DOSSIERS
