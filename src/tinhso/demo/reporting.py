"""Reports of the demonstration over its own dossiers: one made, signed and sent, one that waits for its signature, and the
other tables as drafts, of the shown commune; those of the whole province as drafts of its committee's office."""

from __future__ import annotations

import sys
import time
from datetime import timedelta
from random import Random
from uuid import UUID

from django.conf import settings

from tinhso.demo.officers import Staff
from tinhso.foundation.identity import api as identity
from tinhso.foundation.signing import api as signing
from tinhso.foundation.worktime import api as worktime
from tinhso.government.reports import api as reports
from tinhso.lib import periods
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Refused

SENT, WAITING = "06a", "hai-long-tong-hop"
DRAFTS = ("07a", "07b", "hai-long-co-quan", "hai-long-can-bo")
# Of the whole province, by the office that puts them together.
WHOLE = ("07a", "07b")
NOTE = "Số liệu của bản trình diễn, lập từ chính các hồ sơ mẫu; không có giá trị pháp lý."
PATIENCE = 60.0


def seed(patience: float = PATIENCE) -> int:
    """Make them once; how many were made. A signature that was not there in time is waited for again at the next run.

    None where the province of the day lacks somebody it needs.
    """
    commune = identity.demo_places(worktime.today()).get("commune")
    if commune is None:
        return 0
    period = periods.at("quarter", worktime.today()).before.key
    staff = Staff(Random(13), worktime.today() - timedelta(days=93))  # noqa: S311 (the same each time)
    clerk = staff.actor(commune.id, "clerk")
    made = sum(_one(clerk, commune.id, form, period) is not None for form in (SENT, WAITING))
    made += sum(_one(clerk, commune.id, form, period, sign=False) is not None for form in DRAFTS)
    office = identity.demo_places(worktime.today()).get("committee_office")
    compiler = _signer(office.id) if office is not None else None
    if office is not None and compiler is not None:
        made += sum(_one(compiler, office.id, form, period, sign=False) is not None for form in WHOLE)
    _signed_and_sent(clerk, commune.id, period, patience)
    return made


def _one(
    actor: Actor, agency_id: UUID, form: str, period: str, *, sign: bool = True
) -> reports.Report | None:
    """A report with its words, its signature asked for; None where it was made before, or cannot be made."""
    if reports.Report.objects.filter(agency_id=agency_id, form=form, period=period).exists():
        return None
    try:
        row = reports.make(actor, agency_id, form, period)
        reports.write_note(actor, row.pk, NOTE)
        leader = _signer(agency_id) if sign else None
        if leader is not None:
            reports.ask_signature(actor, row.pk, leader.account_id)
    except Refused as refusal:
        print(f"bỏ qua báo cáo mẫu {form}: {refusal.code}: {refusal}", file=sys.stderr)
        return None
    return row


def _signed_and_sent(clerk: Actor, agency_id: UUID, period: str, patience: float) -> None:
    """The leader signs with the simulated service, the clerk sends. Nothing where no such service answers."""
    row = (
        reports.Report.objects.filter(agency_id=agency_id, form=SENT, period=period)
        .order_by("-version")
        .first()
    )
    leader = _signer(agency_id)
    if row is None or row.sent_at is not None or leader is None or leader.account_id is None:
        return
    try:
        if row.signed_at is None:
            if not settings.TINHSO_SIGNING_SIMULATED:
                return
            open_ones = [one for one in signing.requests_of("report", row.pk) if one.state == "waiting"]
            certificates = signing.of_account(leader.account_id)
            if open_ones and certificates:
                signing.sign(leader, [open_ones[0].pk], certificates[0].pk)
            limit = time.monotonic() + patience
            while row.signed_at is None and time.monotonic() < limit:
                time.sleep(1)
                row.refresh_from_db()
        if row.signed_at is not None:
            reports.send(clerk, row.pk)
    except Refused as refusal:
        print(f"bỏ qua ký, gửi báo cáo mẫu: {refusal.code}: {refusal}", file=sys.stderr)


def _signer(agency_id: UUID) -> Actor | None:
    """A leader of the agency, rather one who holds a certificate."""
    found = identity.people_in_role(agency_id, "leader")
    found.sort(key=lambda one: (not signing.of_account(one.account_id), one.name))
    if not found:
        return None
    one = found[0]
    return Actor("officer", one.account_id, one.id, agency_id, one.roles, one.name)
