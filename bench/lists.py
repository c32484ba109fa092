"""Officers' lists of 30 lines over 10,000, 100,000 and more dossiers, as a browser asks for them: whole pages."""

from __future__ import annotations

from typing import Any

from bench import officers
from bench.lines import Measured, Place, measured
from bench.reading import pages

RATE, P95 = 200, 30
# Any other search of the register: no rate, but nobody waits.
SEARCH_P95 = 500
NAMED = ("mine", "my_unit", "new", "due_today", "overdue", "waiting_citizen", "silent")
FILTERS = ("channel=ONLINE", "state=4", "bucket=in_process_overdue", "assisted=0")
REGISTER = ("", "?channel=DIRECT", "?state=10", "?bucket=in_process_overdue", "?granted=1")
SEARCHES = ("?text=nguyen thi", "?text=00004210", "?text=lan")


def line(place: Place) -> list[Measured]:
    """Each group of lists at each size; the raw limit is the smallest officer's page."""
    people = officers.accounts()
    specialist, monitor = (officers.cookie(people[role]) for role in ("specialist", "monitor"))
    floor = pages(place, ["/can-bo/phim-tat/"], {"Cookie": specialist}).rate
    found = []
    for size in place.sizes:
        have = _filled(people, size)
        named = [f"/can-bo/viec/{name}/" for name in NAMED]
        groups = [
            ("the named worklists", specialist, named, RATE, P95),
            ("worklists, filtered", specialist, [f"{a}?{f}" for a in named[:2] for f in FILTERS], RATE, P95),
            ("register of a commune", specialist, [f"/can-bo/so/{q}" for q in REGISTER], RATE, P95),
            (
                "register, searched",
                specialist,
                [f"/can-bo/so/{q.replace(' ', '+')}" for q in SEARCHES],
                0,
                SEARCH_P95,
            ),
            ("register of the province", monitor, [f"/can-bo/so/{q}" for q in REGISTER], 0, SEARCH_P95),
        ]
        for name, who, paths, rate, p95 in groups:
            seen = pages(place, paths, {"Cookie": who})
            found.append(
                measured(
                    f"{name}, {have:,} dossiers",
                    seen,
                    bar_rate=rate,
                    bar_p95=p95,
                    raw=round(floor, 1),
                    raw_is="the smallest officer's page",
                )
            )
    return found


def _filled(people: dict[str, Any], size: int) -> int:
    """Made-up dossiers by COPY until there are so many; how many there are."""
    from django.db import connection

    from bench import sizes

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM dossiers_dossier")
        have = int(cursor.fetchone()[0])
    if have < size:
        sizes.fill(people, 1, size - have)
    return max(have, size)
