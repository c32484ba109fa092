"""What the lists beside those of dossiers cost with 100,000 rows each.

    DATABASE_URL=… python bench/rooms.py fill       # a province that `bench/sizes.py` filled with dossiers
    DATABASE_URL=… python bench/rooms.py            # measures each page of `PAGES`, and the page after it
    TINHSO_FRONT_DOOR=national DATABASE_URL=… python bench/rooms.py     # the same behind the other door

Rows are made in the database, past the rooms' verbs and for one commune alone, where they weigh most. Such a database
is good for nothing but measuring; it refuses production. A line for each page: milliseconds of CPU of this process and
of the database's together, the least of four warm answers, then queries and size.
"""

# ruff: noqa: S106, S608
from __future__ import annotations

import argparse
import gc
import os
import re
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

sys.path.insert(0, str(Path(__file__).resolve().parent))
import sizes

MOST = 100_000
# What stands in a column that nothing was said about.
BLANK = {
    "text": "''", "character varying": "''", "boolean": "false", "jsonb": "'{}'", "uuid": "uuidv7()", "integer": "0",
    "smallint": "0", "bigint": "0", "timestamp with time zone": "now()", "date": "current_date", "ARRAY": "'{}'",
}  # fmt: skip
AGO = "now() - n * interval '5 minutes'"
AHEAD = "now() + (n - 50000) * interval '2 minutes'"


def rows(cursor: Any, table: str, source: str, /, **said: str) -> None:
    """Insert into `table` one row for each row of `source` (SQL after FROM); `said`: an expression for a column."""
    cursor.execute(
        "SELECT column_name, data_type, is_nullable FROM information_schema.columns"
        " WHERE table_schema = 'public' AND table_name = %s AND is_generated = 'NEVER'",
        [table],
    )
    kinds = {name: (kind, empty == "YES") for name, kind, empty in cursor.fetchall()}
    told = {"id": "uuidv7()", **said} if "id" in kinds and kinds["id"][0] == "uuid" else dict(said)
    for name, (kind, empty) in kinds.items():
        if name not in told and not empty:
            told[name] = BLANK[kind]
    names = ", ".join(f'"{name}"' for name in told)
    start = time.perf_counter()
    cursor.execute(f"INSERT INTO {table} ({names}) SELECT {', '.join(told.values())} FROM {source}")
    print(f"{cursor.rowcount:8} {table} in {time.perf_counter() - start:.0f} s", flush=True)


def fill(people: dict[str, Any], names: Sequence[str]) -> None:
    """Every room's rows at the first commune and its desk, or those of the named functions."""
    from django.db import connection, transaction

    for room in (dossiers, transfers, post, petitions, numbers, scans, portal, staff, told, settings):
        if not names or room.__name__ in names:
            with transaction.atomic(), connection.cursor() as cursor:
                room(cursor, Ids(people))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


class Ids:
    """The places and people whose rows are made, as SQL literals."""

    def __init__(self, people: dict[str, Any]) -> None:
        from tinhso.foundation.identity.models import Account
        from tinhso.foundation.organisation import api as organisation
        from tinhso.foundation.worktime.api import today

        communes = organisation.agencies(today(), level="commune", kind="peoples_committee")
        self.office, self.desk = (
            f"'{communes[0].id}'",
            f"'{organisation.one_stop_desk(communes[0].id, today()).id}'",
        )
        self.other = f"'{organisation.one_stop_desk(communes[1].id, today()).id}'"
        self.people = {role: f"'{ident}'" for role, ident in people.items()}
        self.resident = f"'{resident().pk}'"
        self.accounts = f"(SELECT id FROM {Account._meta.db_table})"


def resident() -> Any:
    """One resident whose things are many; made in a province that has none yet."""
    from tinhso.foundation.identity.models import Account, Person
    from tinhso.foundation.worktime.api import now

    login = "026199000001"
    found, made = Account.objects.get_or_create(
        login=login, defaults={"kind": "resident", "password": "!", "created_at": now()}
    )
    if made:
        Person.objects.create(account=found, name="Nguyễn Văn Đo", citizen_id=login)
    return found


def series(count: int = MOST, first: int = 1) -> str:
    """So many numbers `n`."""
    return f"generate_series({first}, {first + count - 1}) n"


def dossiers(cursor: Any, ids: Ids) -> None:
    """Results that wait at the desk, paper that waits to be handed on, a resident's many drafts and ratings."""
    numbered = (
        "(SELECT id, row_number() OVER (ORDER BY code) AS n FROM dossiers_dossier WHERE code LIKE 'ĐO-%') s"
    )
    back = "state = 9, returned_at = NULL, received_at_id = {0}, holder_agency_id = {0}, holder_role = {1}, transfer = {2}"
    for low, high, role, transfer in ((0, 50_000, "'return_officer'", 0), (50_000, 60_000, "'reception'", 2)):
        cursor.execute(
            f"UPDATE dossiers_dossier d SET {back.format(ids.desk, role, transfer)},"
            f" next_due = {AHEAD} FROM {numbered} WHERE d.id = s.id AND s.n > {low} AND s.n <= {high} AND d.state = 10"
        )
    cursor.execute(
        f"UPDATE dossiers_dossier d SET state = 9, returned_at = NULL, transfer = 4, holder_agency_id = {ids.desk}, next_due = {AHEAD}"
        f" FROM {numbered} WHERE d.id = s.id AND s.n > 60000 AND d.state = 10"
    )
    rows(
        cursor, "dossiers_step", f"dossiers_dossier d WHERE state = 9 AND holder_agency_id = {ids.desk} AND holder_role = 'return_officer'",
        ordinal="9", process_step_id="replace(uuidv7()::text, '-', '')", key="'tra'", name="'Trả kết quả'", kind="'return'", role="'return_officer'",
        outcomes="'[]'", due_at="next_due", agency_id="holder_agency_id", dossier_id="id",
    )  # fmt: skip
    rows(
        cursor, "dossiers_opinion",
        f"{series()}, (SELECT array_agg(id) AS every FROM dossiers_dossier WHERE competent_id = {ids.office}) d",
        dossier_id="every[1 + n % cardinality(every)]", agency_id=ids.office, asked_by_agency_id=ids.other, question="'Câu hỏi số ' || n",
        asked_at=AGO, due_at=AHEAD,
    )  # fmt: skip
    cursor.execute(f"UPDATE dossiers_dossier SET account_id = {ids.resident} WHERE code LIKE 'ĐO-%%5'")
    rows(
        cursor, "dossiers_rating", "(SELECT id FROM dossiers_dossier WHERE code LIKE 'ĐO-%') d", score="4",
        rated_at="now() - random() * interval '200 days'", dossier_id="d.id",
    )  # fmt: skip
    rows(
        cursor, "dossiers_draft", f"{series(1000)}, (SELECT procedure_code, procedure_version_id FROM dossiers_dossier LIMIT 1) d",
        account_id=ids.resident, procedure_code="d.procedure_code",
        procedure_version_id="d.procedure_version_id", saved_at=AGO, expires_at="now() + interval '20 days'",
    )  # fmt: skip


def transfers(cursor: Any, ids: Ids) -> None:
    """A transfer and a list of paper for each dossier: drawn up, coming, gone, closed."""
    every = "(SELECT id, row_number() OVER (ORDER BY code DESC) AS n FROM dossiers_dossier WHERE code LIKE 'ĐO-%') d"
    out = "n % 2 = 0"
    rows(
        cursor, "transfers_transfer", every, dossier_id="d.id", received_at=AGO,
        from_desk_id=f"CASE WHEN {out} THEN {ids.desk} ELSE {ids.other} END::uuid",
        to_desk_id=f"CASE WHEN {out} THEN {ids.other} ELSE {ids.desk} END::uuid",
    )  # fmt: skip
    rows(
        cursor, "transfers_handlist", series(), year="2026", serial="n + 1000", way="'out'", made_at=AGO,
        from_desk_id=f"CASE WHEN n % 4 IN (1, 3) THEN {ids.desk} ELSE {ids.other} END::uuid",
        to_desk_id=f"CASE WHEN n % 4 IN (1, 3) THEN {ids.other} ELSE {ids.desk} END::uuid",
        made_by=ids.people["reception"], handed_at=f"CASE WHEN n % 4 = 1 THEN NULL ELSE {AGO} END",
        handed_by=f"CASE WHEN n % 4 = 1 THEN NULL ELSE {ids.people['reception']}::uuid END",
        taken_at=f"CASE WHEN n % 4 = 2 THEN {AGO} END",
        taken_by=f"CASE WHEN n % 4 = 2 THEN {ids.people['return_officer']}::uuid END",
    )  # fmt: skip
    rows(
        cursor, "transfers_listeddossier",
        "(SELECT id, taken_at, row_number() OVER (ORDER BY serial, id) AS n FROM transfers_handlist WHERE serial > 1000) l"
        " JOIN (SELECT id, row_number() OVER (ORDER BY received_at) AS n FROM transfers_transfer) t USING (n)",
        hand_list_id="l.id", transfer_id="t.id", settled="l.taken_at IS NOT NULL",
    )  # fmt: skip
    rows(
        cursor,
        "transfers_listedpaper",
        "transfers_listeddossier l",
        line_id="l.id",
        name="'Tờ khai'",
        copies="1",
    )
    rows(
        cursor, "transfers_receiver", series(), unit_code="lpad((n % 300)::text, 5, '0')",
        procedure_code="'8.' || lpad((n / 300)::text, 6, '0')", desk_id=ids.other, basis="'1/QĐ-UBND'", valid_from="'2025-07-01'",
    )  # fmt: skip


def post(cursor: Any, ids: Ids) -> None:
    """Sendings of the desk, half of them open; documents that no wallet took."""
    rows(
        cursor, "handover_postalitem",
        "(SELECT id, code, row_number() OVER (ORDER BY code) AS n FROM dossiers_dossier WHERE code LIKE 'ĐO-%') d",
        dossier_id="d.id", code="d.code", desk_id=ids.desk, name="'Nguyễn Văn ' || n", address="'Thôn Đo'",
        state="CASE WHEN n <= 25000 THEN 'posted' WHEN n <= 30000 THEN 'came_back' ELSE 'delivered' END", tracking_no="'VN' || n",
        made_at=AGO, posted_at=AGO, due_at=f"CASE WHEN n <= 30000 THEN {AHEAD} END",
    )  # fmt: skip
    rows(
        cursor, "handover_walletsending",
        "(SELECT id, code, row_number() OVER (ORDER BY code) AS n FROM dossiers_dossier WHERE code LIKE 'ĐO-%') d",
        dossier_id="d.id", code="d.code", agency_id=ids.desk, next_at=f"CASE WHEN n <= 20000 THEN {AGO} END",
        state="CASE WHEN n <= 20000 THEN 'held' ELSE 'delivered' END", delivered_at=f"CASE WHEN n > 20000 THEN {AGO} END",
    )  # fmt: skip


def petitions(cursor: Any, ids: Ids) -> None:
    """At one office: open, late, waiting for their sender, refused and published; a tenth of one resident's."""
    states = "(ARRAY['handling', 'waiting_supplement', 'published', 'refused', 'received'])[n % 5 + 1]"
    closed = "n % 5 IN (2, 3)"
    rows(
        cursor, "petitions_petition", series(), code="'PAĐO-' || lpad(n::text, 8, '0')", kind="'rules'", state=states,
        title="'Đường làng hỏng đoạn số ' || n", content="'Đề nghị sửa đường.'", sender_name="'Nguyễn Văn Đo'", sender_phone="'0912345678'",
        account_id=f"CASE WHEN n % 10 = 0 THEN {ids.resident}::uuid END", addressed_to_id=ids.office, holder_id=ids.office, sent_at=AGO,
        clock_from=AGO, answer_due=AHEAD, next_due=f"CASE WHEN {closed} THEN NULL ELSE {AHEAD} END",
        closed_at=f"CASE WHEN {closed} THEN {AGO} END", published_at=f"CASE WHEN n % 5 = 2 THEN {AGO} END",
        answered_at=f"CASE WHEN n % 5 = 2 THEN {AGO} END", refusal="CASE WHEN n % 5 = 3 THEN 'Không thuộc thẩm quyền.' ELSE '' END",
        public_title="'Đường làng'", public_content="'Đề nghị sửa đường.'", public_answer="'Đã sửa.'", answer="'Đã sửa.'",
        version="1",
    )  # fmt: skip


def numbers(cursor: Any, ids: Ids) -> None:
    """Tickets of 300 days, their moves, and as many appointments."""
    rows(
        cursor, "queue_ticket", series(), day="current_date - n / 334", serial="n % 334 + 500", source="'kiosk'", agency_id=ids.desk,
        state="CASE WHEN n < 334 AND n % 2 = 0 THEN 'waiting' ELSE 'done' END", taken_at="now() - (n / 334) * interval '1 day'",
        secret_digest="md5(n::text) || md5('t')",
    )  # fmt: skip
    for minutes, verb in ((0, "take"), (12, "call"), (13, "serve"), (20, "finish")):
        rows(
            cursor, "queue_ticketmove", "queue_ticket t", verb=f"'{verb}'", at=f"t.taken_at + interval '{minutes} minutes'", ticket_id="t.id",
        )  # fmt: skip
    rows(
        cursor, "queue_appointment", series(), day="current_date - n / 334 + 10", starts_at="now() - (n / 334) * interval '1 day'",
        place="n % 334 + 1", code="(100000 + n % 334)::text", state="'missed'", agency_id=ids.desk, secret_digest="md5(n::text) || md5('h')",
    )  # fmt: skip


def scans(cursor: Any, ids: Ids) -> None:
    """Batches of one desk, a paper in each: half wait to be checked, half are signed and can be searched."""
    rows(
        cursor, "scanning_batch", series(), agency_id=ids.desk, source="'upload'", state="'ready'", made_at=AGO, made_by_id=ids.people["reception"],
    )  # fmt: skip
    signed = "n % 2 = 0"
    rows(
        cursor,
        "files_storedfile",
        series(1),
        name="'do.pdf'",
        size="1",
        sha256="md5('f') || md5('g')",
        state="'ok'",
        pages="1",
    )
    rows(
        cursor, "scanning_paper",
        "(SELECT id, row_number() OVER (ORDER BY id) AS n FROM scanning_batch) b JOIN"
        " (SELECT id AS dossier, code, row_number() OVER (ORDER BY code) AS n FROM dossiers_dossier WHERE code LIKE 'ĐO-%') d USING (n)",
        batch_id="b.id", ordinal="1", file_id="(SELECT id FROM files_storedfile LIMIT 1)", originals="1", component_key="'to-khai'",
        state=f"CASE WHEN {signed} THEN 'signed' ELSE 'to_check' END", dossier="d.dossier", dossier_code="d.code", dossier_file="uuidv7()",
        checked_at=AGO, checked_by_id=ids.people["reception"], text_state="'done'",
        text="'Giấy chứng nhận số ' || n || ' của Nguyễn Văn Đo'", folded="'giay chung nhan so ' || n || ' cua nguyen van do'",
    )  # fmt: skip
    rows(
        cursor,
        "scanning_folderrefusal",
        series(),
        name="'quet-' || n || '.tif'",
        reason="'scan_tiff'",
        at=AGO,
        agency_id=ids.desk,
    )


def portal(cursor: Any, ids: Ids) -> None:
    """Packages and outgoing lines of the commune in every state; numbers that never came."""
    rows(
        cursor, "portal_package", series(), portal_code="'G12-ĐO-' || n", kind="'filing'", digest="md5(n::text) || md5('g')",
        state="(ARRAY['quarantined', 'waiting', 'refused', 'quarantined'])[n % 4 + 1]", reason_code="'unknown_procedure'", faults="'[]'",
        arrived_at=AGO, holder_agency_id=ids.office, holder_role="'unit_admin'", deadline=AHEAD, handling_reason="'Đo'", handled_at=AGO,
    )  # fmt: skip
    rows(
        cursor, "portal_outgoing",
        "(SELECT id, code, row_number() OVER (ORDER BY code) AS n FROM dossiers_dossier WHERE code LIKE 'ĐO-%') d",
        dossier_id="d.id", code="d.code", agency_id=ids.office, holder_agency_id=ids.office, who="'unit_admin'", reason_code="'no_result_code'",
        state="(ARRAY['held', 'waiting', 'sent', 'settled'])[n % 4 + 1]", held_at=AGO, deadline=AHEAD, settled_at=AGO, settled_reason="'Đo'",
        next_try_at=AGO, changed_at=AGO, sent_at=AGO, compared_at=AGO, known="true",
        differing="CASE WHEN n % 8 = 2 THEN '[\"state\"]' ELSE '[]' END::jsonb",
    )  # fmt: skip
    rows(
        cursor,
        "portal_lostnumbers",
        series(),
        first="n * 3",
        last="n * 3 + 1",
        state="'open'",
        noticed_at=AGO,
        deadline=AHEAD,
    )


def staff(cursor: Any, ids: Ids) -> None:
    """10,000 officers, 500 of one commune, with their leaves, 90,000 residents, one account's sign-ins."""
    rows(
        cursor, "identity_account", series(), login="'do-' || n", kind="CASE WHEN n <= 10000 THEN 'officer' ELSE 'resident' END",
        password="'!'", is_active="true", created_at=AGO,
    )  # fmt: skip
    made = "(SELECT id, substr(login, 4)::int AS n FROM identity_account WHERE login ~ '^do-[0-9]+$') a"
    rows(
        cursor, "identity_person", made, account_id="a.id", name="'Nguyễn Văn ' || n", name_sort_key="'van ' || lpad(n::text, 6, '0')",
        citizen_id="'0269' || lpad(n::text, 8, '0')",
    )  # fmt: skip
    places = "(SELECT id, i * 443 + row_number() OVER (PARTITION BY i ORDER BY id) AS n FROM organisation_agency, generate_series(0, 22) i) p"
    rows(
        cursor, "identity_capacity", f"{made} LEFT JOIN {places} USING (n) WHERE n <= 10000", account_id="a.id",
        agency_id=f"CASE WHEN n <= 500 THEN {ids.office} ELSE p.id END", roles="'{specialist}'", position="'Công chức'",
        valid_from="'2025-07-01'",
    )  # fmt: skip
    rows(
        cursor, "identity_leave", "identity_capacity c, generate_series(0, 9) w WHERE c.position = 'Công chức'", account_id="c.account_id",
        capacity_id="c.id", first_day="current_date - w * 20 - 10", last_day="current_date - w * 20 - 6",
    )  # fmt: skip
    rows(
        cursor, "identity_signin", series(), account_id=ids.resident, session_key="'do' || n", device="'Máy đo'",
        started_at="now() - random() * interval '6 hours'",
    )  # fmt: skip


def told(cursor: Any, ids: Ids) -> None:
    """Notices of one person about one dossier, kept messages, looks at that dossier, points for the indices."""
    about = f"(SELECT id FROM dossiers_dossier WHERE account_id = {ids.resident} ORDER BY code LIMIT 1)"
    said = {
        "channel": "'email'",
        "address": "'do@example.vn'",
        "title": "'Hồ sơ đã chuyển bước'",
        "body": "'Hồ sơ của bạn đã chuyển bước.'",
    }
    rows(
        cursor, "notices_notice", f"{series()}, {about} d", account_id=ids.resident, template="'moved'", state="'sent'", subject_kind="'dossier'",
        subject_id="d.id::text", made_at=AGO, sent_at=AGO, **said,
    )  # fmt: skip
    rows(
        cursor,
        "notices_sinkmessage",
        "notices_notice m WHERE template = 'moved' AND address = 'do@example.vn'",
        notice_id="m.id",
        kept_at="m.made_at",
        **said,
    )
    rows(
        cursor, "records_look", f"{series()}, {about} d", recorded_at=AGO, world_at=AGO, actor_kind="'account'", account_id=ids.people["specialist"],
        agency_id=ids.office, verb="'look'", outcome="'done'", subject_kind="'dossier'", subject_id="d.id::text", sequence="n + 1000",
        prev_hash="sha256('1')", hash="sha256('2')", txid="pg_current_xact_id()",
    )  # fmt: skip
    rows(
        cursor, "ratings_assessment", series(), agency_id=ids.office, year="2026", quarter="n % 4 + 1", index="(n % 9 + 1)::text", points="1",
        reason="'Đo'", by_id=ids.people["leader"], at=AGO,
    )  # fmt: skip


def settings(cursor: Any, ids: Ids) -> None:
    """What an administrator changed: imports of the catalogue with their faults, drafts, days of the calendar."""
    rows(
        cursor,
        "catalogue_catalogueimport",
        series(1000),
        file_name="'do-' || n",
        digest="md5(n::text) || md5('i')",
        day="current_date",
        made_at=AGO,
    )
    newest = "(SELECT id FROM catalogue_catalogueimport ORDER BY made_at DESC LIMIT 1)"
    rows(
        cursor, "catalogue_catalogueentry", f"{series()}, {newest} i", code="'9.' || lpad(n::text, 6, '0')", valid_from="'2025-07-01'", record="'{\"name\": \"Đo\"}'",
        title="'Thủ tục đo số ' || n", title_folded="'thu tuc do so ' || n", sort_key="'thu tuc do so ' || lpad(n::text, 6, '0')",
        levels="'{commune}'", field="'Hộ tịch'", issuer="'Bộ Tư pháp'", brought_by_id="i.id", digest="md5(n::text) || md5('e')",
    )  # fmt: skip
    rows(
        cursor, "catalogue_catalogueunread", f"{series()}, {newest} i", position="n", line="n", code="'9.000001'", field="'methods.0'", value="'?'", reason="'bad_json'",
        brought_by_id="i.id",
    )  # fmt: skip
    rows(
        cursor, "catalogue_cataloguechange", f"{series()}, {newest} i", kind="'changed'", code="'9.' || lpad(n::text, 6, '0')", title="'Thủ tục đo'",
        fields="'[]'", brought_by_id="i.id",
    )  # fmt: skip
    rows(
        cursor, "design_versiondraft", f"{series()}, (SELECT id, code FROM procedures_procedure LIMIT 1) p", code="'9.' || n", slug="'do-' || n", title="'Bản soạn ' || n",
        base_from="'2025-07-01'", number="1", state="CASE WHEN n % 2 = 0 THEN 'open' ELSE 'dropped' END", made_at=AGO, saved_at=AGO,
    )  # fmt: skip
    rows(
        cursor, "worktime_calendarchange", series(), day="current_date", kind_before="'working'", kind_after="'off'", reason="'Đo'", made_at=AGO,
    )  # fmt: skip


# (role or "", address) of the lists that a room keeps, beside those of `bench/sizes.py`. Of each the next page as well.
DESK = (
    "/can-bo/phan-anh/?ds=closed", "/can-bo/ban-giao/", "/can-bo/ban-giao/danh-sach/?ds=coming", "/can-bo/ban-giao/danh-sach/?ds=gone",
    "/can-bo/ban-giao/danh-sach/?ds=drawn", "/can-bo/ban-giao/danh-sach/?ds=closed", "/can-bo/ban-giao/danh-sach/?ds=gone&q=4321",
    "/can-bo/giao-ket-qua/", "/can-bo/giao-ket-qua/?q=van 999", "/can-bo/quet/", "/can-bo/quet/tim/?q=nguyen van do",
    "/can-bo/quet/tim/?q=chung nhan so 4444", "/can-bo/goi-so/", "/can-bo/goi-so/so-lieu/danh-sach/",
    "/can-bo/goi-so/so-lieu/danh-sach/?tu=2026-11-01&den=2026-11-30",
)  # fmt: skip
OFFICE = (
    "/can-bo/phan-anh/", "/can-bo/phan-anh/?ds=late", "/can-bo/phan-anh/?ds=closed", "/can-bo/phan-anh/?q=doan so 99", "/can-bo/nghi-phep/",
    "/can-bo/chi-so/", "/can-bo/bang/", "/can-bo/goi-so/so-lieu/",
)  # fmt: skip
ADMIN = (
    *(f"/can-bo/cong-quoc-gia/?ds={name}" for name in ("quarantined", "held", "lost", "differing", "waiting", "arriving", "sent", "settled")),
    "/can-bo/cong-quoc-gia/?ds=quarantined&ma=G12-ĐO-77", "/quan-tri/nhan-su/?co-quan={office}", "/quan-tri/nhan-su/?co-quan={office}&q=44",
    "/quan-tri/noi-nhan-ban-giao/", "/quan-tri/danh-muc-quoc-gia/", "/quan-tri/danh-muc-quoc-gia/?q=do so 77",
    "/quan-tri/danh-muc-quoc-gia/lan-nhap/", "/quan-tri/danh-muc-quoc-gia/9.000001/", "/quan-tri/thiet-ke/", "/quan-tri/thiet-ke/?ds=dropped",
    "/quan-tri/lich-lam-viec/", "/hop-thu-mau/",
)  # fmt: skip
WORK = tuple(
    f"/can-bo/viec/{name}/"
    for name in ("mine", "my_unit", "new", "due_today", "overdue", "waiting_citizen", "silent")
)
BOOKS = ("/can-bo/so/", "/can-bo/so/?text=nguyen thi", "/can-bo/y-kien/", "/can-bo/nghi-phep/")
PAGES = [
    *(("", address) for address in ("/phan-anh/cong-khai/", "/so-lieu/", "/lay-so/")),
    *(("resident", address) for address in ("/ca-nhan/", "/phan-anh/tra-cuu/", "/tai-khoan/", "/tai-khoan/thiet-bi/", "/tai-khoan/ai-da-xem/")),
    *(("reception", address) for address in DESK),
    *(("return_officer", address) for address in (*WORK, *BOOKS, *DESK[1:10])),
    *((role, address) for role in ("specialist", "clerk") for address in (*WORK, *BOOKS, "/can-bo/phan-anh/")),
    # The last but one chooses a colleague; the last opens behind the door `national` alone.
    *(("leader", address) for address in (*OFFICE, "/can-bo/ho-so/{dossier}/viec/phan-cong/", "/can-bo/cong-quoc-gia/?ds=held")),
    *(("monitor", address) for address in (*OFFICE[:4], "/can-bo/viec/silent/", "/can-bo/tai-viec/")),
    *(("system_admin", address) for address in ADMIN),
]  # fmt: skip


def _open_dossier(office: str) -> Any:
    """A dossier whose step waits for a specialist of the office."""
    from tinhso.government.dossiers.models import Step

    waiting = Step.objects.filter(agency_id=office, role="specialist", done_at=None)
    return waiting.order_by("pk").values_list("dossier_id", flat=True).first()


def pages(people: dict[str, Any]) -> None:
    """A line for each page, the dearest last."""
    from django.db import connection
    from django.test import Client

    from tinhso.foundation.identity.models import Account

    clients, office = {"": Client(), "resident": Client()}, Ids(people).office.strip("'")
    clients["resident"].force_login(resident())
    for role, ident in people.items():
        clients[role] = Client()
        clients[role].force_login(Account.objects.get(pk=ident))
    connection.ensure_connection()
    gc.collect()
    gc.freeze()
    places = {"office": office, "dossier": _open_dossier(office)}
    told, waiting = [], [(role, address.format(**places), True) for role, address in PAGES]
    while waiting:
        role, address, first = waiting.pop(0)
        asked: list[str] = []
        get = partial(clients[role].get, address)
        answer = get()
        with connection.execute_wrapper(partial(sizes._count, asked)):
            answer = get()
        cpu, clock = sizes._taken(get)
        print(".", end="", file=sys.stderr, flush=True)
        told.append(
            (cpu, clock, len(asked), len(answer.content), answer.status_code, role or "public", address)
        )
        following = re.search(r'rel="next" href="([^"]+)"', answer.content.decode())
        if first and following:
            waiting.append((role, urljoin(address, following[1].replace("&amp;", "&")), False))
    for line in sorted(told):
        print("{:6.0f} ({:6.0f}) {:4d}q {:8d} B  {}  {:12} {:.110}".format(*line))


def main() -> int:
    """Fill, or measure."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("what", nargs="?", choices=("fill", "pages"), default="pages")
    asked.add_argument("rooms", nargs="*", help="only these functions of this file")
    wish = asked.parse_args()
    import django

    django.setup()
    if os.environ.get("TINHSO_ENV") == "production":
        print("not in production")
        return 1
    people = sizes.officers()
    if wish.what == "fill":
        fill(people, wish.rooms)
    else:
        pages(people)
    return 0


if __name__ == "__main__":
    sys.exit(main())
