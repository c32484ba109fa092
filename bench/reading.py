"""Public pages as clients see them: home, a procedure, its search by name and with a slip, tracking."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from urllib.parse import quote

from bench.lines import Measured, Place, measured
from bench.load import Outcome, fire, request

EXACT = ("khai sinh", "kết hôn", "chứng thực chữ ký", "giấy phép xây dựng", "hộ kinh doanh", "đất đai")
SLIPS = ("khai sihn", "ket hon", "chung thuc chu ki", "giay phep xay dưng", "ho kinh danh", "đất đia")
SEARCH_RATE = 300
CODE = "1.001193"


def line(place: Place) -> list[Measured]:
    """One run for each page; the raw limit is the smallest page there is."""
    floor = _run(place, ["/health/live"]).rate
    found = []
    for name, paths, bar in (
        ("home", ["/"], 0),
        ("a procedure's page", [f"/thu-tuc/{CODE}/"], 0),
        ("search, exact", [f"/thu-tuc/?q={quote(words)}" for words in EXACT], SEARCH_RATE),
        ("search, with a slip", [f"/thu-tuc/?q={quote(words)}" for words in SLIPS], SEARCH_RATE),
    ):
        seen = _run(place, paths)
        more = {"raw": round(floor, 1), "raw_is": "an empty answer"}
        found.append(measured(name, seen, bar_rate=bar, **more))
    return found


def _run(place: Place, paths: list[str]) -> Outcome:
    asked = [request("GET", path, place.host) for path in paths]

    def requests(client: int) -> Iterator[bytes]:
        return cycle(asked[client % len(asked) :] + asked[: client % len(asked)])

    return fire(place.port, requests, clients=place.clients, seconds=place.seconds)
