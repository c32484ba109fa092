"""Public pages as clients see them: home, a procedure, tracking; and the questions of `bench.search`."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from http.client import HTTPConnection
from itertools import cycle

from bench import filing
from bench.lines import Measured, Place, measured
from bench.load import Outcome, fire, request

EXACT = ("khai sinh", "kết hôn", "chứng thực chữ ký", "giấy phép xây dựng", "hộ kinh doanh", "đất đai")
SLIPS = ("khai sihn", "ket hon", "chung thuc chu ki", "giay phep xay dưng", "ho kinh danh", "đất đia")
SEARCH_RATE = 300
CODE = "1.001193"


def line(place: Place) -> list[Measured]:
    """One run for each page; the raw limit is the smallest page there is."""
    floor = pages(place, ["/health/live"]).rate
    found = []
    for name, path in (("home", "/"), ("a procedure's page", f"/thu-tuc/{CODE}/")):
        seen = pages(place, [path])
        found.append(measured(name, seen, raw=round(floor, 1), raw_is="an empty answer"))
    found.append(measured("tracking of a dossier, by the program that filed it", _tracked(place)))
    return found


def _tracked(place: Place) -> Outcome:
    """One dossier is filed and asked about."""
    bearer = filing.token()
    body = json.dumps(filing.filings()[0])
    headers = {"Authorization": f"Bearer {bearer}", "Host": place.host}
    link = HTTPConnection("127.0.0.1", place.port, timeout=60)
    more = {"Content-Type": "application/json", "Idempotency-Key": uuid.uuid4().hex}
    link.request("POST", "/api/v1/dossiers", body, headers | more)
    made = json.loads(link.getresponse().read())
    link.close()
    return pages(place, [f"/api/v1/dossiers/{made['id']}"], {"Authorization": f"Bearer {bearer}"})


def pages(place: Place, paths: list[str], headers: dict[str, str] | None = None) -> Outcome:
    """The pages in turn, each client from another one on."""
    asked = [request("GET", path, place.host, headers=headers) for path in paths]

    def requests(client: int) -> Iterator[bytes]:
        return cycle(asked[client % len(asked) :] + asked[: client % len(asked)])

    return fire(place.port, requests, clients=place.clients, seconds=place.seconds)
