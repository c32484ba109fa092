"""What officers do to one dossier: accept, ask for a supplement, one step; and the pages that people look at it on.

The acts are asked for in this process, one after the other: what an act costs, without the page around it.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from bench import filing, officers
from bench.lines import Measured, Place, measured
from bench.machine import burnt
from bench.reading import pages

MOST = 400


def line(place: Place) -> list[Measured]:
    """Each act as often as its share of the time allows, then the officer's page and the tracking of one dossier."""
    from tinhso.foundation.worktime import api as worktime
    from tinhso.government.dossiers import api as dossiers
    from tinhso.government.dossiers.models import Dossier

    people = officers.accounts()
    reception, specialist = (officers.actor(people[role]) for role in ("reception", "specialist"))
    limit = dossiers.ManualLimit(worktime.Limit(Decimal(3), worktime.Unit.WORKING_DAY), "Đo tốc độ")
    ready = _filed(people, int(min(MOST, 20 * place.seconds)))
    found = [
        _timed("accept", place, ready, lambda one: dossiers.accept(reception, one, manual_limit=limit)),
        _timed(
            "one process step",
            place,
            ready,
            lambda one: dossiers.complete_step(specialist, _open(one), outcome=_outcome(one)),
        ),
    ]
    fresh = _filed(people, int(min(MOST, 20 * place.seconds)))
    found.append(_timed("ask for a supplement", place, fresh, lambda one: _ask(reception, one)))
    dossier = Dossier.objects.get(pk=ready[-1])
    seen = pages(place, [f"/can-bo/ho-so/{dossier.pk}/"], {"Cookie": officers.cookie(people["specialist"])})
    found.append(measured("dossier page of an officer", seen))
    return found


def _filed(people: dict[str, Any], many: int) -> list[uuid.UUID]:
    """New dossiers of the commune whose officers we have."""
    from tinhso.foundation.organisation import api as organisation
    from tinhso.foundation.worktime.api import today
    from tinhso.government.dossiers.actions.file_at_once import file_at_once
    from tinhso.government.dossiers.rules.inputs import FilingInput, PartyInput
    from tinhso.lib.actor import Actor

    commune = organisation.agencies(today(), level="commune", kind="peoples_committee")[0]
    told = next(one for one in filing.filings() if one["unit_code"] == commune.unit_code)
    owner = told["owner"]
    wanted = FilingInput(
        procedure_code=told["procedure_code"],
        unit_code=told["unit_code"],
        data=told["data"],
        parties=(
            PartyInput(
                role="owner", name=owner["name"], citizen_id=owner["citizen_id"], phone=owner["phone"]
            ),
        ),
    )
    program = Actor(kind="client", account_id=people["specialist"], session=uuid.uuid4().hex)
    return [
        file_at_once(program, wanted, idempotency_key=f"{program.session}-{number}").dossier.pk
        for number in range(many)
    ]


def _open(dossier: uuid.UUID) -> uuid.UUID:
    return uuid.UUID(str(_step(dossier).pk))


def _outcome(dossier: uuid.UUID) -> str:
    return next(iter(_step(dossier).outcomes), "")


def _step(dossier: uuid.UUID) -> Any:
    from tinhso.government.dossiers.models import Step

    return Step.objects.filter(dossier_id=dossier, done_at=None).first()


def _ask(officer: Any, dossier: uuid.UUID) -> None:
    from tinhso.government.dossiers import api as dossiers

    missing = dossiers.Missing(kind="field", key="main", label="Giấy tờ", remark="Bản chụp bị mờ.")
    dossiers.request_supplement(officer, dossier, items=[missing], reason="Cần bản chụp rõ hơn.")


def _timed(name: str, place: Place, every: list[uuid.UUID], act: Callable[[uuid.UUID], object]) -> Measured:
    taken = []
    before, own = burnt(), time.process_time()
    for one in every:
        start = time.perf_counter()
        act(one)
        taken.append((time.perf_counter() - start) * 1000)
    after, ours = burnt(), time.process_time() - own
    taken.sort()
    cost = {key: round(1000 * (spent - before.get(key, 0.0)) / len(every), 1) for key, spent in after.items()}
    return Measured(
        name,
        round(1000 / (sum(taken) / len(taken)), 1),
        p50=round(taken[len(taken) // 2], 1),
        p95=round(taken[int(0.95 * len(taken))], 1),
        p99=round(taken[int(0.99 * len(taken))], 1),
        cost={"act": round(1000 * ours / len(every), 1), "db": cost.get("db", 0.0)},
        note=f"{len(every)} times, without its page",
    )
