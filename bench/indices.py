"""QĐ 766 over a year of a province: a million made-up facts, every component in one statement."""

from __future__ import annotations

import statistics
import time

from bench.lines import Measured, Place

FACTS = 1_000_000
COMMUNES = 150
BAR_PROVINCE = 2000.0
BAR_COMMUNE = 50.0
# A year from 01/01/2031 on, so that nothing real lies in it; taken away afterwards.
FIRST = "2031-01-01T00:00:00+07:00"
UNTIL = "2032-01-01T00:00:00+07:00"
_ROWS = """
SELECT gen_random_uuid(), CASE WHEN n % 50 = 0 THEN 2 ELSE 1 END,
    ('00000000-0000-0000-0000-' || lpad((n % {communes})::text, 12, '0'))::uuid, lpad((n % 300)::text, 5, '0'),
    'f' || n % 40, CASE WHEN n % 50 = 0 THEN '' ELSE '1.' || n % 1500 END, r.at, CASE WHEN n % 10 < 9 THEN r.at + (n % 12) * interval '1 day' END,
    r.at + interval '9 days', (n % 31 = 0)::int, n % 7 > 0, n % 3 > 0, n % 5 > 0, n % 4 > 0, n % 6 = 0, n % 8 > 0, n % 9 > 0,
    n % 2 = 0, n % 4 = 0, n % 40 = 0, n % 200 = 0, r.at
    FROM generate_series(1, {many}) AS n, LATERAL (SELECT timestamptz '{first}' + (n * 31) % 31536000 * interval '1 second' AS at) r
"""
_INTO = """
INSERT INTO indices_fact (subject_id, kind, agency_id, unit_code, field_code, procedure_code, received_at, finish_at, due_at,
    supplements, synced, online, has_result, has_files, reused, proven, citizen, has_fee, paid_online, disliked,
    complained, known_from)
"""


def fill(many: int = FACTS) -> None:
    """The facts, in one statement."""
    from django.db import connection

    # One connection cannot copy out and in at once: the rows are made by the table's own statement.
    with connection.cursor() as cursor:
        cursor.execute(_INTO + _ROWS.format(communes=COMMUNES, many=many, first=FIRST))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE indices_fact")


def clear() -> None:
    """Take the made-up facts away."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM indices_fact WHERE received_at >= %s AND received_at < %s", [FIRST, UNTIL]
        )


def line(place: Place) -> list[Measured]:
    """Milliseconds of the figures of the province, of a commune, and of both as known at a moment."""
    from datetime import datetime
    from uuid import UUID

    from tinhso.government.indices.measures.statement import Scope, Window, counts, counts_by_agency

    window = Window(datetime.fromisoformat(FIRST), datetime.fromisoformat(UNTIL))
    known = Window(window.first, window.until, window.until)
    commune = Scope((UUID(int=7),))
    clear()
    fill()
    try:
        found = []
        for name, scope, when, bar in (
            ("766, province, one year, 1,000,000 dossiers", Scope(), window, BAR_PROVINCE),
            ("766, one commune, one year", commune, window, BAR_COMMUNE),
            ("766, province, as known at a moment", Scope(), known, BAR_PROVINCE),
        ):
            times = []
            counted = 0
            for _turn in range(7):
                begun = time.perf_counter()
                counted = counts(scope, when)["dossiers_on_time"].among
                times.append((time.perf_counter() - begun) * 1000)
            times.sort()
            found.append(
                Measured(
                    name, round(1000 / statistics.mean(times), 2), p50=round(times[3], 1), p95=round(times[-1], 1),
                    bar_p95=bar, note=f"{counted:,} dossiers counted",
                )
            )  # fmt: skip
        times = []
        for _turn in range(5):
            begun = time.perf_counter()
            agencies = len(counts_by_agency(window, ()))
            times.append((time.perf_counter() - begun) * 1000)
        times.sort()
        found.append(
            Measured(
                "766, every agency of the province, one year", round(1000 / statistics.mean(times), 2),
                p50=round(times[2], 1), p95=round(times[-1], 1), note=f"{agencies} agencies in one statement",
            )
        )  # fmt: skip
        return found
    finally:
        clear()
