"""Filing through the REST API: bare and with two checked files, over many agencies and all into one."""

from __future__ import annotations

import json
import uuid
from collections.abc import Generator, Iterator
from datetime import date
from itertools import count, cycle
from random import Random
from typing import Any

from bench import raw
from bench.lines import Measured, Place, measured
from bench.load import Ahead, fire, request

SCOPES = ["files:write", "dossiers:file", "dossiers:read", "worklists:read"]
# A peer that creates bare cases on such a machine: 27 to 35 each second, p50 89 to 139 ms.
BARE_RATE, BARE_P95 = 300, 40
FULL_RATE, FULL_P95 = 150, 60
# A commune's procedure that can be filed without a paper, so that the files are the only difference.
PROCEDURE = "1.004873"
# A certification, which asks for two.
PROCEDURE_WITH_PAPERS = "2.001035"
AGENCIES = 60
BOUNDARY = "tinhso-bench"


def token() -> str:
    """A client's token for this run."""
    from tinhso.foundation.identity.api import create_client, issue_token
    from tinhso.lib.actor import Actor

    system = Actor.system("bench")
    return issue_token(system, create_client(system, f"Đo tốc độ {uuid.uuid4().hex[:8]}"), SCOPES)


def filings(code: str = PROCEDURE) -> list[dict[str, Any]]:
    """A filing for each commune, as a program would send it."""
    from django.conf import settings

    from tinhso.demo.filings import answers, samples
    from tinhso.demo.people import person
    from tinhso.foundation.organisation import api as organisation
    from tinhso.foundation.worktime.api import today
    from tinhso.government.procedures import api as procedures

    version = procedures.version(code, today())
    form = procedures.form(version)
    found = []
    for serial, unit in enumerate(organisation.units(today(), level="commune")[:AGENCIES]):
        random = Random(serial)  # noqa: S311 the same each time
        needed: list[str] = []
        who = person(random, serial, date(2026, 1, 1))
        for sample in (one for one in samples(settings.PROVINCE_DIR) if one.code == code):
            data, errors = form.clean(answers(random, form, sample, who, unit.code, today()))
            asked = [c for c in procedures.components(version, data, "ONLINE") if c.kind == "submit"]
            needed = [c.key for c in asked if c.required and not c.from_form]
            # Without papers for the bare filing, with two for the whole one.
            if not errors and len(needed) == (0 if code == PROCEDURE else 2):
                break
        found.append(
            {
                **({"paper_keys": needed} if code != PROCEDURE else {}),
                "procedure_code": code,
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


def with_files(place: Place) -> list[Measured]:
    """A filing with form data and two files, sent and checked one after the other before it."""
    every = filings(PROCEDURE_WITH_PAPERS)
    # One person sends at most two files at a time, so each client is a program of its own.
    bearers = [token() for _client in range(place.clients)]
    picture = _pdf()

    def requests(client: int) -> Iterator[bytes]:
        return _chains(place, bearers[client], cycle(every[client:] + every[:client]), picture)

    seen = fire(place.port, requests, clients=place.clients, seconds=place.seconds, wanted=(201,))
    return [
        measured(
            f"file, two checked files of {len(picture) // 1000} kB, {len(every)} agencies",
            seen,
            bar_rate=FULL_RATE,
            bar_p95=FULL_P95,
        )
    ]


def _chains(
    place: Place, bearer: str, bodies: Iterator[dict[str, Any]], file: bytes
) -> Generator[bytes, tuple[int, bytes], None]:
    run = uuid.uuid4().hex
    for number in count():
        body, papers = dict(next(bodies)), []
        for key in body.pop("paper_keys"):
            status, told = yield Ahead(_upload(place, bearer, file, f"{run}-{number}-{key}"))
            if status == 201:
                papers.append({"component_key": key, "file_id": json.loads(told)["id"]})
        yield _filing(place, bearer, f"{run}-{number}", {**body, "papers": papers})


def _upload(place: Place, bearer: str, file: bytes, mark: str) -> bytes:
    # No two files are the same, or the second would be stored already.
    end = f"\r\n--{BOUNDARY}--\r\n".encode()
    head = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{mark}.pdf"\r\n'
        "Content-Type: application/pdf\r\n\r\n"
    ).encode()
    headers = {
        "Authorization": f"Bearer {bearer}",
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
    }
    body = head + file + f"% {mark}\n".encode() + end
    return request("POST", "/api/v1/files", place.host, body, headers)


def _pdf() -> bytes:
    """A page with a picture, as a telephone's scan leaves it."""
    from io import BytesIO

    from PIL import Image

    dots = Random(1).randbytes(300 * 200 * 3)  # noqa: S311 the same each time
    out = BytesIO()
    Image.frombytes("RGB", (300, 200), dots).resize((900, 600)).save(out, "PDF", resolution=100)
    return out.getvalue()


def requests_of(place: Place, bearer: str, bodies: Iterator[dict[str, Any]]) -> Iterator[bytes]:
    """A client's filings, without end, each with a key of its own."""
    run = uuid.uuid4().hex
    for number in count():
        yield _filing(place, bearer, f"{run}-{number}", next(bodies))


def _filing(place: Place, bearer: str, key: str, filing: dict[str, Any]) -> bytes:
    headers = {
        "Authorization": f"Bearer {bearer}",
        "Content-Type": "application/json",
        "Idempotency-Key": key,
    }
    body = json.dumps(filing, ensure_ascii=False).encode()
    return request("POST", "/api/v1/dossiers", place.host, body, headers)
