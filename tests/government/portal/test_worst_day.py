"""A day of the portal's worst: repeats, other orders, lost answers, errors, sessions that end, a line that is down.

Afterwards both sides agree on every dossier, or the difference stands on the comparison page; nothing is lost, and
nothing is there twice.
"""

from __future__ import annotations

import base64
import random
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.foundation.files.samples import pdf
from tests.government.dossiers.world import CODE, officer
from tests.government.portal.conftest import SEED, Connected
from tinhso.foundation.worktime.api import at, real_now
from tinhso.government.dossiers import api as dossiers
from tinhso.government.dossiers.models import Dossier
from tinhso.government.portal import snapshots
from tinhso.government.portal.actions.compare import compare_due, resend_all
from tinhso.government.portal.actions.gather import gather
from tinhso.government.portal.actions.lost import ask_again, notice_lost
from tinhso.government.portal.actions.send import send_due
from tinhso.government.portal.actions.take_in import take_in_due
from tinhso.government.portal.models import LostNumbers, Outgoing, Package
from tinhso.government.portal.rules import compare, mapping
from tinhso.lib.errors import Refused

ROUNDS = 9
GOOD = 20
FILE = base64.b64encode(pdf()).decode()
FAULTY: list[dict[str, Any]] = [
    {"procedure_code": "9.000000"},
    {"form": {}},
    {"unit_code": "99999"},
    {"owner": {}},
]


class Day:
    """The clerks' side of the day: what they can do with each dossier, drawn from a seed."""

    def __init__(self, connected: Connected, start: datetime) -> None:
        self.world, self.portal = connected.world, connected.portal
        self.random = random.Random(SEED)
        self.now = start

    def round(self) -> None:
        """The portal pushes, people work, the outbox is emptied as far as the line allows."""
        self.now += timedelta(minutes=9)
        self.portal.do("gui")
        with at(self.now):
            take_in_due()
            for dossier in Dossier.objects.exclude(state__in=[3, 7, 10]).order_by("filed_at", "id"):
                if self.random.random() < 0.6:
                    self.act(dossier)
            gather()
            send_due()
        self.portal.do("tra-loi")

    def act(self, dossier: Dossier) -> None:
        """One thing that somebody does next."""
        world, ident = self.world, dossier.pk
        try:
            if dossier.state == 1:
                if self.random.random() < 0.3 and not dossier.supplements.exists():
                    missing = [dossiers.Missing("component", "giay-to", "Giấy tờ chứng minh", "Bản rõ hơn")]
                    dossiers.request_supplement(world.reception, ident, items=missing, reason="Bản chụp mờ")
                elif self.random.random() < 0.1:
                    dossiers.refuse(world.reception, ident, reason="Không thuộc thẩm quyền")
                else:
                    dossiers.accept(world.reception, ident)
            elif dossier.state == 4:
                self.work(dossier)
            elif dossier.state == 9:
                name = "Nguyễn Thị Ví Dụ"
                dossiers.return_result(world.return_officer, ident, receiver_name=name, unpaid_known=True)
        except Refused as refused:
            raise AssertionError(f"{dossier.code}: {refused.code}") from refused

    def work(self, dossier: Dossier) -> None:
        """The next step of the process."""
        step = dossier.steps.filter(done_at=None).first()
        assert step is not None
        if step.key == "appraise":
            dossiers.complete_step(self.world.specialist, step.pk, outcome="fit")
        elif step.key == "approve":
            dossiers.approve(self.world.leader, step.pk)
        elif step.key == "number":
            dossiers.number_result(self.world.clerk, dossier.pk, notation="XN")


def file_all(connected: Connected) -> list[str]:
    """Two dozen filings: plain ones, with files, prepaid, and faulty ones of each kind."""
    codes = []
    for n in range(GOOD):
        more: dict[str, Any] = {}
        if n % 3 == 0:
            more["files"] = [
                {"component": "giay-to", "name": "giay.pdf", "base64": FILE, "by_reference": n % 6 == 0}
            ]
        if n % 5 == 0:
            more["prepaid"] = True
        codes.append(connected.portal.do("nop", filing=connected.filing(n, **more), title="Thử")["code"])
        if n % 5 == 0:
            connected.portal.do("nop-tien", code=codes[-1], amount=8000, receipt=f"GD-{n}")
    for n, wrong in enumerate(FAULTY):
        filing = {**connected.filing(100 + n), **wrong}
        codes.append(connected.portal.do("nop", filing=filing)["code"])
    return codes


def agreed(portal: dict[str, dict[str, Any]], row: Outgoing) -> bool:
    """True when the portal holds this dossier exactly as we do: record and history."""
    assert row.dossier_id is not None
    record = mapping.dossier(snapshots.of_dossier(row.dossier_id))
    acts = [mapping.progress(snapshots.of_act(one)) for one in row.progress.select_related("outgoing")]
    theirs = portal.get(row.code)
    return (
        theirs is not None
        and not compare.dossier(record, theirs["HoSo"])
        and not compare.history(acts, theirs["TienDo"])
    )


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_after_the_worst_day_both_sides_agree_or_the_difference_is_on_the_page(connected: Connected) -> None:
    codes = file_all(connected)
    day = Day(connected, real_now())
    for n in range(2):
        with at(day.now + timedelta(minutes=1)):
            dossiers.receive_at_counter(connected.world.reception, counter_filing(connected, n))
    for _round in range(ROUNDS):
        day.round()
    met = connected.portal.do("yen")["met"]
    assert len(met) >= 8, met
    assert met["late"] >= 2, met
    admin = officer("quan-tri-he-thong", connected.world.committee, "system_admin")

    quiet(day)
    # What was lost on the way never comes by itself: each number is somebody's, with a deadline, and the portal's
    # operator sends it again. The last of a day is missed as soon as a later one comes.
    assert met["lost"] >= 2, met
    with at(day.now):
        codes.append(connected.portal.do("nop", filing=connected.filing(400), title="Thử")["code"])
    connected.portal.do("gui")
    gone = set(connected.portal.do("da-mat")["lost"])
    with at(day.now):
        take_in_due()
        notice_lost()
    noticed = list(LostNumbers.objects.filter(state="open"))
    assert {n for run in noticed for n in range(run.first, run.last + 1)} == gone
    assert all(run.deadline for run in noticed)
    for run in noticed:
        with at(day.now):
            ask_again(admin, run.pk, note="Đã gọi trực Cổng")
    assert connected.portal.do("gui-so", numbers=sorted(gone)) == {"found": len(gone)}
    quiet(day)
    with at(day.now):
        assert notice_lost() == 0
    assert set(LostNumbers.objects.values_list("state", flat=True)) == {"arrived"}

    # Nothing lost: every filing is a dossier, or is held with reason, holder and deadline.
    taken = set(Dossier.objects.exclude(portal_code="").values_list("portal_code", flat=True))
    held = {p.portal_code: p for p in Package.objects.filter(state="quarantined", kind="filing")}
    assert set(codes) == taken | set(held)
    assert len(taken) == GOOD + 1
    assert all(p.reason_code and p.holder_role and p.deadline for p in held.values())
    assert not Package.objects.filter(state="waiting").exists()
    # Nothing doubled here, whatever came twice.
    assert Dossier.objects.count() == GOOD + 3
    assert Package.objects.filter(seen__gt=1).exists()
    assert Dossier.objects.filter(portal_code__in=codes, code__in=codes).count() == GOOD + 1

    # And the portal itself forgets: one dossier is gone, another stands where it stood before.
    lost, older = sorted(taken)[:2]
    connected.portal.do("mat", code=lost)
    connected.portal.do("lui", code=older, state=2)
    with at(day.now):
        assert compare_due() >= 2
        portal = connected.portal.everything()
        rows = list(Outgoing.objects.exclude(dossier_id=None))
        assert len(rows) == GOOD + 3
        silent = [r.code for r in rows if not agreed(portal, r) and not r.differing and r.state != "held"]
        assert silent == []
        assert {lost, older} <= {r.code for r in rows if r.differing}
        # And what differs is healed by sending again, but for acts that the portal took twice: those stay told.
        differing = resend_all(admin, "differing") + resend_all(admin, "held")
        quiet(day)
        compare_due()
        portal = connected.portal.everything()
        left = {
            r.code: r.differing for r in Outgoing.objects.exclude(dossier_id=None) if not agreed(portal, r)
        }
    assert all(fields == [compare.HISTORY] for fields in left.values()), (differing, left)
    doubled = {c for c, one in portal.items() if any(n > 1 for n in counted(one["TienDo"]).values())}
    assert doubled == set(left)
    # Every file that a record names reaches the portal whole.
    assert connected.portal.do("lay-tep")["faults"] == {}


def quiet(day: Day) -> None:
    """The line is good: rounds until nothing waits on either side."""
    for _round in range(12):
        day.now += timedelta(hours=3)
        left = day.portal.do("gui")["left"]
        with at(day.now):
            take_in_due()
            gather()
            send_due()
        if not left and not Outgoing.objects.filter(state="waiting").exists():
            return
    raise AssertionError("the two sides do not come to rest")


def counted(rows: list[dict[str, Any]]) -> Counter[str]:
    return Counter(compare.same(row) for row in rows)


def counter_filing(connected: Connected, n: int) -> dossiers.CounterFiling:
    owner = dossiers.PartyInput(role="owner", name="Trần Văn Mẫu", citizen_id=f"0261900{900 + n:05d}")
    return dossiers.CounterFiling(
        procedure_code=CODE,
        parties=(owner,),
        data={"subject": "Tại quầy"},
        unit_code=connected.world.unit.code,
    )
