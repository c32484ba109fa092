"""Public pages as people and programs see them: home, a procedure, tracking; and the questions of `bench.search`."""

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
    made, bearer = _filed(place)
    tracked = pages(place, [f"/api/v1/dossiers/{made['id']}"], {"Authorization": f"Bearer {bearer}"})
    found.append(measured("tracking of a dossier, by the program that filed it", tracked))
    path = f"/tra-cuu/{made['code']}/"
    found.append(
        measured("tracking page, by its receipt", pages(place, [path], {"Cookie": _opened(place, made)}))
    )
    return found


def _filed(place: Place) -> tuple[dict[str, str], str]:
    """A dossier that a program filed just now, and the program's token."""
    bearer = filing.token()
    body = json.dumps(filing.filings()[0])
    headers = {"Authorization": f"Bearer {bearer}", "Host": place.host}
    link = HTTPConnection("127.0.0.1", place.port, timeout=60)
    more = {"Content-Type": "application/json", "Idempotency-Key": uuid.uuid4().hex}
    link.request("POST", "/api/v1/dossiers", body, headers | more)
    made = json.loads(link.getresponse().read())
    link.close()
    return made, bearer


def _opened(place: Place, made: dict[str, str]) -> str:
    """The session of a visitor who typed code and secret of the receipt."""
    from django.conf import settings
    from django.test import Client

    visitor = Client(headers={"host": place.host})
    visitor.post("/tra-cuu/", {"code": made["code"], "secret": made["secret"]})
    return f"{settings.SESSION_COOKIE_NAME}={visitor.cookies[settings.SESSION_COOKIE_NAME].value}"


def pages(place: Place, paths: list[str], headers: dict[str, str] | None = None) -> Outcome:
    """The pages in turn, each client from another one on."""
    asked = [request("GET", path, place.host, headers=headers) for path in paths]

    def requests(client: int) -> Iterator[bytes]:
        return cycle(asked[client % len(asked) :] + asked[: client % len(asked)])

    return fire(place.port, requests, clients=place.clients, seconds=place.seconds)
