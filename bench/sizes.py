"""What every list and page costs in a small province, with 3,000 procedures, and with 100,000 dossiers beside them.

    DATABASE_URL=… python bench/sizes.py            # a loaded province without dossiers; three stages, measured each
    DATABASE_URL=… python bench/sizes.py pages      # only measures what is there

Everything it writes is made up: procedures are copies of one generated package under invented codes (8.…), dossiers
name nobody. Rows go in by COPY, past the rooms' verbs, so such a database is good for nothing but measuring; it
refuses production. A line for each page: milliseconds of CPU of this process and of the database's processes
together (which other work on the machine hardly changes), then of the clock, then queries.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.conf.settings")
os.environ.setdefault("TINHSO_LOG_LEVEL", "ERROR")
ROUNDS = 7
DEEP = 40
OPEN_EVERY = 10
ROLES = ("reception", "specialist", "leader", "clerk", "return_officer", "monitor", "system_admin")
FAMILY, MIDDLE = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ"), ("Văn", "Thị", "Minh", "Thu", "Đức")
GIVEN = ("An", "Bình", "Cường", "Dung", "Giang", "Hà", "Khánh", "Lan", "Mai", "Nam", "Phúc", "Quỳnh")
VERBS = (
    "Cấp",
    "Cấp lại",
    "Điều chỉnh",
    "Gia hạn",
    "Thu hồi",
    "Xác nhận",
    "Đăng ký",
    "Thẩm định",
    "Công nhận",
    "Chấp thuận",
)
NOUNS = (
    "giấy phép",
    "chứng chỉ",
    "giấy xác nhận",
    "phương án",
    "hồ sơ",
    "kế hoạch",
    "giấy chứng nhận",
    "văn bản",
)
THINGS = (
    "khai thác nước",
    "nuôi trồng",
    "xây dựng",
    "kinh doanh",
    "quảng cáo",
    "vận tải",
    "hành nghề",
    "bảo trợ",
    "di sản",
    "đo đạc",
)


def main() -> int:
    """Measure; unless only pages were asked for, fill the database and measure again."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("what", nargs="?", choices=("stages", "pages"), default="stages")
    asked.add_argument("--procedures", type=int, default=3_000)
    asked.add_argument("--dossiers", type=int, default=100_000)
    wish = asked.parse_args()
    import django
    from django.conf import settings

    django.setup()
    if os.environ.get("TINHSO_ENV") == "production" or not settings.DATABASES:
        print("not in production")
        return 1
    people = officers()
    if wish.what == "pages":
        table([measure(people)])
        return 0
    found = [measure(people)]
    for procedures, dossiers in ((wish.procedures, 0), (wish.procedures, wish.dossiers)):
        start = time.perf_counter()
        fill(people, procedures, dossiers)
        print(f"{procedures} procedures, {dossiers} dossiers: filled in {time.perf_counter() - start:.0f} s")
        found.append(measure(people))
        table(found)
    return 0


def officers() -> dict[str, Any]:
    """One officer for each role: the desk's at the first commune's centre, the others at its committee."""
    from tinhso.foundation.identity.api import account_of, create_officer, grant_capacity
    from tinhso.foundation.organisation import api as organisation
    from tinhso.foundation.worktime.api import today
    from tinhso.lib.actor import Actor

    system = Actor.system("bench")
    commune = organisation.agencies(today(), level="commune", kind="peoples_committee")[0]
    desk = organisation.one_stop_desk(commune.id, today())
    top = organisation.agencies(today(), level="province", kind="peoples_committee")[0]
    places = {"reception": desk, "return_officer": desk, "monitor": top, "system_admin": top}
    found = {}
    for role in ROLES:
        login = f"bench-{role.replace('_', '-')}"
        ident = account_of(login)
        if ident is None:
            ident = create_officer(
                system, login, "Nguyễn Văn Đo", "bench-" + os.urandom(12).hex(), must_change_password=False
            )
            grant_capacity(system, ident, places.get(role, commune).id, [role], "Công chức", today())
        found[role] = ident
    return found


def fill(people: dict[str, Any], procedures: int, dossiers: int) -> None:
    """Procedures, their openings at every commune, dossiers with their people and steps; then VACUUM ANALYZE."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procedures_procedure WHERE code LIKE '8.%'")
        if cursor.fetchone()[0] == 0:
            versions(cursor, procedures)
        if dossiers:
            work(cursor, people, dossiers)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    from tinhso.lib.held import forget_all

    forget_all()


def copy(cursor: Any, table_name: str, columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """COPY the rows into a table."""
    with cursor.copy(f"COPY {table_name} ({columns}) FROM STDIN") as out:
        for row in rows:
            out.write_row(row)


def versions(cursor: Any, count: int) -> None:
    """Copies of one generated package under made-up codes and titles, open at every commune."""
    from tinhso.foundation.organisation import api as organisation
    from tinhso.foundation.province.api import Folder
    from tinhso.foundation.worktime.api import now, today
    from tinhso.government.catalogue.rules.generated import Settled, generate
    from tinhso.government.catalogue.rules.record import read_record
    from tinhso.government.procedures.checks.package import read_package
    from tinhso.government.procedures.models import Field
    from tinhso.lib.ids import new_id
    from tinhso.lib.text import sort_key

    raw = {
        "code": "8.000000", "name": "Thủ tục đo", "levels": ["commune"], "field": "Hộ tịch", "subjects": ["Công dân Việt Nam"],
        "methods": [{"channel": c, "time_value": 3, "time_unit": "WORKING_DAY", "fee_kind": "FREE"} for c in ("DIRECT", "ONLINE")],
        "documents": [{"case": "", "items": [{"name": f"Giấy tờ {n}", "originals": 1, "copies": 0} for n in range(6)]}],
        "results": [{"name": "Giấy xác nhận", "code": ""}],
    }  # fmt: skip
    record = read_record(raw)[0]
    assert record is not None
    made = generate(record, Settled(date(2025, 7, 1), online="partial"), "ho-tich")
    home = f"procedures/ho-tich/8.000000-{made.slug}"
    package = read_package(
        Folder(texts={f"{home}/{name}": text.encode() for name, text in made.files.items()}), home
    )
    assert package.content is not None, [str(fault) for fault in package.faults]
    kinds = list(Field.objects.values_list("pk", flat=True))
    communes = organisation.agencies(today(), level="commune", kind="peoples_committee")
    schema, files = json.dumps(package.schema), json.dumps({"path": home, "texts": made.files})
    rows = [(new_id(), f"8.{number:06}", number) for number in range(1, count + 1)]
    copy(cursor, "procedures_procedure", "id, code, slug, field_id", (
        (ident, code, f"do-{number}", kinds[number % len(kinds)]) for ident, code, number in rows
    ))  # fmt: skip

    def version(ident: Any, code: str, number: int) -> tuple[Any, ...]:
        title = f"{VERBS[number % 10]} {NOUNS[number // 10 % 8]} {THINGS[number // 80 % 10]} số {number}"
        content = {**package.raw, "code": code, "title": title}
        return (
            new_id(), date(2025, 7, 1), title, "", "Giấy xác nhận", json.dumps(content), schema, package.bpmn, files,
            "", f"{number:064}", sort_key(title), ident, True,
        )  # fmt: skip

    copy(
        cursor, "procedures_procedureversion",
        "id, valid_from, title, keywords, body, content, form_schema, process_xml, files, spec_id, digest, sort_key, procedure_id, needs_opening",
        (version(*row) for row in rows),
    )  # fmt: skip
    moment = now()
    copy(
        cursor, "procedures_opening",
        "id, open, valid_from, level, decision, reason, made_at, agency_id, procedure_id",
        (
            (new_id(), True, date(2025, 7, 1), "partial", "1/QĐ-UBND", "", moment, one.id, ident)
            for ident, _code, _number in rows for one in communes
        ),
    )  # fmt: skip


def work(cursor: Any, people: dict[str, Any], count: int) -> None:
    """Dossiers of two years: nine of ten handed over, the rest at a step, some late; steps closed and open."""
    from tinhso.foundation.organisation import api as organisation
    from tinhso.foundation.worktime.api import now, today
    from tinhso.government.procedures import api as procedures
    from tinhso.lib.ids import new_id
    from tinhso.lib.text import fold, sort_key

    moment = now()
    sample = next(one for one in procedures.procedures() if one.code.startswith("8."))
    version = procedures.version(sample.code)
    spec = procedures.spec_id(version)
    communes = organisation.agencies(today(), level="commune", kind="peoples_committee")
    desks = {one.id: organisation.one_stop_desk(one.id, today()).id for one in communes}
    cursor.execute(
        "SELECT coalesce(max(substr(code, 4)::int), 0) FROM dossiers_dossier WHERE code LIKE 'ĐO-%'"
    )
    first = cursor.fetchone()[0] + 1
    made = [_one(number, communes, people, moment, new_id) for number in range(first, first + count)]
    copy(cursor, "process_run", "id, spec_id, subject_id, status, state, data, version", (
        (one["run"], spec, one["id"], "running", "{}", "{}", 1) for one in made if one["open"]
    ))  # fmt: skip
    copy(
        cursor, "dossiers_dossier",
        "id, code, procedure_code, procedure_version_id, procedure_title, field_code, summary, data, state, payment, delivery,"
        " digitisation, sync, transfer, channel, assisted, unit_code, filed_at, reception_due, accepted_at, due_at, finished_at,"
        " returned_at, last_moved_at, limit_value, limit_unit, limit_reason, holder_role, next_due, secret_hash, version,"
        " competent_id, holder_account_id, holder_agency_id, process_run_id, received_at_id, envelope_no, portal_code",
        (
            (
                one["id"], one["code"], version.code, version.id, version.title, version.field_key, "", "{}", one["state"], "none", "desk",
                0, "not_sent", 0, one["channel"], False, one["unit"], one["filed"], one["filed"] + timedelta(days=1), one["accepted"],
                one["due"], one["finished"], one["returned"], one["moved"], 3, "working_day", "", one["role"], one["next_due"],
                "0" * 64, 3, one["agency"], one["holder"], one["at"], one["run"] if one["open"] else None, desks[one["agency"]], "", "",
            )
            for one in made
        ),
    )  # fmt: skip

    def party(one: dict[str, Any]) -> tuple[Any, ...]:
        n = one["number"]
        name = f"{FAMILY[n % 6]} {MIDDLE[n // 6 % 5]} {GIVEN[n // 30 % 12]}"
        return (
            new_id(),
            "owner",
            "citizen",
            name,
            sort_key(name),
            fold(name),
            f"0261{one['number']:08}",
            "",
            "",
            "",
            "Thôn Đo",
            "",
            False,
            one["id"],
            "",
        )

    copy(
        cursor, "dossiers_dossierparty",
        "id, role, kind, name, name_key, name_fold, citizen_id, tax_number, phone, email, address, mandate, verified, dossier_id,"
        " passport",
        (party(one) for one in made),
    )  # fmt: skip
    copy(
        cursor, "dossiers_step",
        'id, ordinal, process_step_id, key, name, kind, role, outcomes, opened_at, due_at, done_at, "end", outcome, note, draft_text,'
        " due_soon_sent, overdue_sent, account_id, agency_id, done_by_id, dossier_id",
        (row for one in made for row in _steps(one, desks, people, new_id)),
    )  # fmt: skip


def _one(
    number: int, communes: Any, people: dict[str, Any], moment: datetime, new_id: Callable[[], Any]
) -> dict[str, Any]:
    agency = communes[0] if number % 12 == 0 else communes[number % len(communes)]
    is_open = number % OPEN_EVERY == 0
    age = (
        timedelta(minutes=number % 20_000 + 30)
        if is_open
        else timedelta(minutes=20_000 + number * 8 % 1_000_000)
    )
    filed = moment - age
    due = filed + timedelta(days=3 + number % 25)
    finished = None if is_open else filed + timedelta(days=2 + number % 4)
    holder = people["specialist"] if is_open and agency is communes[0] and number % 3 else None
    return {
        "id": new_id(), "run": new_id(), "number": number, "code": f"ĐO-{number:08}", "open": is_open, "state": 4 if is_open else 10,
        "channel": ("ONLINE", "DIRECT")[number % 2], "unit": agency.unit_code, "filed": filed, "accepted": filed, "due": due,
        "finished": finished, "returned": finished, "moved": finished or filed, "role": "specialist" if is_open else "",
        "next_due": min(due, filed + timedelta(days=4)) if is_open else None, "agency": agency.id, "holder": holder,
        "at": agency.id if is_open else None,
    }  # fmt: skip


def _steps(
    one: dict[str, Any], desks: dict[Any, Any], people: dict[str, Any], new_id: Callable[[], Any]
) -> Iterable[tuple[Any, ...]]:
    at, moments = one["filed"], one["finished"] or one["filed"] + timedelta(minutes=10)
    plan = [
        ("reception", "reception"),
        ("tham-dinh", "specialist"),
        ("ky-duyet", "leader"),
        ("tra", "return_officer"),
    ]
    for ordinal, (key, role) in enumerate(plan[: 2 if one["open"] else 4], start=1):
        still = one["open"] and ordinal == 2
        agency = desks[one["agency"]] if role in ("reception", "return_officer") else one["agency"]
        done = None if still else at + (moments - at) / 4 * ordinal
        who = None if still else people["reception" if role == "reception" else "specialist"]
        yield (
            new_id(), ordinal, new_id().hex if ordinal > 1 else "", key, key, "handle", role, "[]", one["filed"], one["next_due"] or one["due"],
            done, "" if still else "done", "", "", "", False, False, one["holder"] if still else who, agency, who, one["id"],
        )  # fmt: skip


def addresses() -> list[tuple[str, str]]:
    """(role or "", address) of every page with a list or a choice of procedures."""
    from tinhso.foundation.organisation import api as organisation
    from tinhso.foundation.worktime.api import today
    from tinhso.government.procedures import api as procedures

    commune = organisation.agencies(today(), level="commune", kind="peoples_committee")[0]
    code = next(iter(procedures.open_codes(commune.id, today())))
    public = (
        "/", "/tim/?q=khai sinh", "/tim/?q=cap lai giay", "/thu-tuc/", "/thu-tuc/?linh-vuc=ho-tich", f"/thu-tuc/{code}/", "/co-quan/",
        f"/co-quan/{commune.slug}/thu-tuc/", f"/co-quan/{commune.slug}/thu-tuc/?q=cap lai", "/viec/sinh-con/", "/so-lieu/", "/lay-so/",
        "/phan-anh/cong-khai/",
    )  # fmt: skip
    desk = [
        f"/can-bo/viec/{name}/"
        for name in ("mine", "my_unit", "new", "due_today", "overdue", "waiting_citizen", "silent")
    ]
    books = [
        "/can-bo/so/",
        "/can-bo/so/?text=nguyen thi",
        "/can-bo/so/?text=00004210",
        "/can-bo/so/?bucket=in_process_overdue",
        "/can-bo/so/?load=tight",
        "/can-bo/so/?load=pace",
        "/can-bo/bang/",
    ]
    heads = ["/can-bo/tai-viec/", "/can-bo/nghi-phep/", "/can-bo/chi-so/", "/can-bo/phan-anh/"]
    found = [("", address) for address in public]
    found += [("specialist", address) for address in (*desk, *books, "/can-bo/y-kien/")]
    found += [
        ("reception", "/can-bo/quay/"),
        ("reception", "/can-bo/viec/new/"),
        ("reception", "/can-bo/so/"),
    ]
    found += [("leader", address) for address in ("/can-bo/viec/to_sign/", *books, *heads)]
    found += [
        ("monitor", address)
        for address in (*books, *heads, f"/can-bo/tai-viec/?co-quan={commune.id}", "/can-bo/cong-quoc-gia/")
    ]
    found += [("system_admin", address) for address in (
        f"/quan-tri/thu-tuc/?co-quan={commune.id}", f"/quan-tri/thu-tuc/?co-quan={commune.id}&q=cap lai", "/quan-tri/thiet-ke/", "/quan-tri/danh-muc-quoc-gia/",
        "/quan-tri/noi-nhan-ban-giao/",
    )]  # fmt: skip
    return found


Cost = tuple[float, float, int, int]


def measure(people: dict[str, Any]) -> dict[tuple[str, str], Cost]:
    """(CPU ms, clock ms, queries, status) of every page, warm, in this process; and of a deep page of the register."""
    from django.db import connection
    from django.test import Client

    from tinhso.foundation.identity.models import Account

    clients = {"": Client()}
    for role, ident in people.items():
        clients[role] = Client()
        clients[role].force_login(Account.objects.get(pk=ident))
    found = {}
    # As the web server does once it has started.
    gc.collect()
    gc.freeze()
    pages = [(role, address, address) for role, address in addresses()]
    deep = "/can-bo/so/"
    for _page in range(DEEP):
        body = clients["monitor"].get(deep).content.decode()
        if 'rel="next" href="' not in body:
            break
        deep = "/can-bo/so/" + body.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    pages.append(("monitor", f"/can-bo/so/ (trang {DEEP})", deep))
    for role, name, address in pages:
        asked: list[str] = []
        get = partial(clients[role].get, address)
        get()
        with connection.execute_wrapper(partial(_count, asked)):
            status = get().status_code
        found[role, name] = (*_taken(get), len(asked), status)
    return found


def table(stages: list[dict[tuple[str, str], Cost]]) -> None:
    """A line for each page, the dearest after the last stage last: CPU of each stage, its clock, its queries."""
    for key, last in sorted(stages[-1].items(), key=lambda one: one[1][0]):
        told = [stage[key] for stage in stages if key in stage]
        cpu, clock, asked = (" → ".join(f"{one[n]:.0f}" for one in told) for n in range(3))
        print(f"{cpu:>18}  ({clock:>18}) {asked:>14}q {last[3]}  {key[0] or 'public':12} {key[1]}")


def _count(asked: list[str], run: Callable[..., object], sql: str, *rest: object) -> object:
    asked.append(sql)
    return run(sql, *rest)


def _taken(act: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of CPU (here and in the database's processes), the least of the rounds; of the clock the median."""
    cpu, clock, backends = [], [], _backends()
    for _round in range(ROUNDS):
        begun, start = time.process_time() + _used(backends), time.perf_counter()
        act()
        clock.append((time.perf_counter() - start) * 1000)
        cpu.append((time.process_time() + _used(backends) - begun) * 1000)
        if sum(clock) > 6_000:
            break
    return min(cpu), statistics.median(clock)


def _backends() -> list[Path]:
    """Where the kernel tells what this database's processes used; none when they run on another machine."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'"
        )
        told = [Path(f"/proc/{pid}/schedstat") for (pid,) in cursor.fetchall()]
    return [one for one in told if one.exists()]


def _used(backends: list[Path]) -> float:
    """Seconds of CPU so far."""
    return sum(int(one.read_text().split()[0]) for one in backends if one.exists()) / 1e9


if __name__ == "__main__":
    sys.exit(main())
