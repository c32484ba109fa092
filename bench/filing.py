"""Filing through the REST API: bare and with two checked files, over many agencies and all into one."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from datetime import date
from itertools import count, cycle
from random import Random
from typing import Any

from bench import raw
from bench.lines import Measured, Place, measured
from bench.load import fire, request

SCOPES = ["files:write", "dossiers:file", "dossiers:read", "worklists:read"]
# A peer that creates bare cases on such a machine: 27 to 35 each second, p50 89 to 139 ms.
BARE_RATE, BARE_P95 = 300, 40
FULL_RATE, FULL_P95 = 150, 60
# A commune's procedure that can be filed without a paper, so that the files are the only difference.
PROCEDURE = "1.004873"
AGENCIES = 60


def token() -> str:
    """A client's token for this run."""
    from tinhso.foundation.identity.api import create_client, issue_token
    from tinhso.lib.actor import Actor

    system = Actor.system("bench")
    return issue_token(system, create_client(system, f"Đo tốc độ {uuid.uuid4().hex[:8]}"), SCOPES)


def filings() -> list[dict[str, Any]]:
    """A filing for each commune, as a program would send it."""
    from django.conf import settings

    from tinhso.demo.filings import answers, samples
    from tinhso.demo.people import person
    from tinhso.foundation.organisation import api as organisation
    from tinhso.foundation.worktime.api import today
    from tinhso.government.procedures import api as procedures

    version = procedures.version(PROCEDURE, today())
    form = procedures.form(version)
    found = []
    for serial, unit in enumerate(organisation.units(today(), level="commune")[:AGENCIES]):
        random = Random(serial)  # noqa: S311 the same each time
        who = person(random, serial, date(2026, 1, 1))
        for sample in (one for one in samples(settings.PROVINCE_DIR) if one.code == PROCEDURE):
            data, errors = form.clean(answers(random, form, sample, who, unit.code, today()))
            asked = [c for c in procedures.components(version, data, "ONLINE") if c.kind == "submit"]
            if not errors and not any(c.required and not c.from_form for c in asked):
                break
        found.append(
            {
                "procedure_code": PROCEDURE,
                "unit_code": unit.code,
                "data": json.loads(json.dumps(data, default=str)),
                "owner": {
                    "name": who.name,
                    "citizen_id": who.citizen_id,
                    "phone": who.phone,
                    "birth_date": who.born.isoformat(),
                },
            }
        )
    return found


def line(place: Place) -> list[Measured]:
    """Two runs against the API, and the same rows by plain SQL."""
    every = filings()
    bearer = token()

    def many(client: int) -> Iterator[bytes]:
        return requests_of(place, bearer, cycle(every[client:] + every[:client]))

    def one(client: int) -> Iterator[bytes]:
        return requests_of(place, bearer, cycle(every[:1]))

    found: list[Measured] = []
    limit = float("nan")
    for name, requests in ((f"file, bare, {len(every)} agencies", many), ("file, bare, one agency", one)):
        seen = fire(place.port, requests, clients=place.clients, seconds=place.seconds, wanted=(201,))
        # The first run leaves the rows that plain SQL copies.
        limit = raw.filings(place) if limit != limit else limit
        found.append(
            measured(
                name,
                seen,
                bar_rate=BARE_RATE,
                bar_p95=BARE_P95,
                raw=limit,
                raw_is="the same rows by plain SQL",
            )
        )
    return found


def requests_of(place: Place, bearer: str, bodies: Iterator[dict[str, Any]]) -> Iterator[bytes]:
    """A client's filings, without end, each with a key of its own."""
    run = uuid.uuid4().hex
    for number in count():
        headers = {
            "Authorization": f"Bearer {bearer}",
            "Content-Type": "application/json",
            "Idempotency-Key": f"{run}-{number}",
        }
        body = json.dumps(next(bodies), ensure_ascii=False).encode()
        yield request("POST", "/api/v1/dossiers", place.host, body, headers)
