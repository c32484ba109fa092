"""Every real record of province or commune level becomes a package that passes the checks of a hand-made one;
and how long search and the catalogue's pages take with the procedures that the database holds now.

    python bench/openings.py packages FILE.jsonl.gz     # no database
    DATABASE_URL=… python bench/openings.py pages       # before and after opening a thousand

Prints a line for each figure; 1 when a package has a fault.
"""

from __future__ import annotations

import gzip
import json
import os
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.conf.settings")
DAY = date(2025, 7, 1)
ROUNDS = 15


def packages(path: Path) -> int:
    """Generate and check them all, a hundred at a time so that memory stays small."""
    import django

    django.setup()
    from tinhso.foundation.province.api import Folder
    from tinhso.government.catalogue.rules.generated import NotGenerated, Settled, generate
    from tinhso.government.catalogue.rules.record import read_record
    from tinhso.government.procedures import folder as part

    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [read_record(json.loads(line))[0] for line in lines]
    local = [one for one in records if one and {"province", "commune"} & set(one.levels)]
    start, made, refused = time.perf_counter(), [], Counter[str]()
    for record in local:
        try:
            made.append(generate(record, Settled(DAY)))
        except NotGenerated as why:
            refused[why.code] += 1
    print(
        f"{len(local)} records, {len(made)} packages, not generated: {dict(refused)}, {time.perf_counter() - start:.1f} s"
    )
    start, faults = time.perf_counter(), []
    calendar = {
        n: Folder(ROOT / "provinces/vinhphuc").data(n) for n in ("calendar/hours.csv", "calendar/days.csv")
    }
    for first in range(0, len(made), 100):
        some = made[first : first + 100]
        rows = {one.field_key: one.field_name for one in some}
        fields = "\n".join(
            f"[[field]]\nkey = {json.dumps(k)}\nname = {json.dumps(v)}" for k, v in rows.items()
        )
        texts = {
            "search/fields.toml": fields.encode(),
            "search/life-events.toml": b"",
            "search/synonyms.toml": b"",
        }
        for one in some:
            home = f"procedures/{one.field_key}/{one.code}-{one.slug}"
            texts |= {f"{home}/{name}": text.encode() for name, text in one.files.items()}
        faults += [str(fault) for fault in part.check_part(Folder(texts=texts | calendar))]
    print(f"{len(made)} packages checked in {time.perf_counter() - start:.1f} s, {len(faults)} faults")
    print("\n".join(faults[:20]))
    return 1 if faults else 0


def pages() -> int:
    """Medians of warm answers in this process, with the number of queries."""
    import django

    django.setup()
    from django.db import connection
    from django.test import Client

    from tinhso.foundation.organisation import api as organisation
    from tinhso.foundation.worktime.api import today
    from tinhso.government.procedures.models import Opening, ProcedureVersion

    print(f"{ProcedureVersion.objects.count()} versions, {Opening.objects.count()} openings")
    commune = organisation.agencies(today(), level="commune", kind="peoples_committee")[0]
    client = Client()
    for address in (
        "/tim/?q=khai sinh", "/tim/?q=giấy phép xây dựng", "/tim/?q=dang ky kinh doanh", "/tim/?q=cap lai giay",
        "/thu-tuc/", "/thu-tuc/?linh-vuc=ho-tich", "/thu-tuc/1.001193/", "/co-quan/", f"/co-quan/{commune.slug}/thu-tuc/",
        f"/co-quan/{commune.slug}/thu-tuc/?q=cap lai",
    ):  # fmt: skip
        client.get(address)
        asked: list[str] = []
        with connection.execute_wrapper(partial(_count, asked)):
            status = client.get(address).status_code
        taken = _median(partial(client.get, address))
        print(f"{taken:7.1f} ms  {len(asked):3} queries  {status}  {address}")
    return 0


def _count(asked: list[str], run: Callable[..., object], sql: str, *rest: object) -> object:
    asked.append(sql)
    return run(sql, *rest)


def _median(act: Callable[[], object]) -> float:
    taken = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        act()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


if __name__ == "__main__":
    os.environ.setdefault("TINHSO_LOG_LEVEL", "WARNING")
    sys.exit(packages(Path(sys.argv[2])) if sys.argv[1:2] == ["packages"] else pages())
