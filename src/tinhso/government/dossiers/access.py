"""The only door to dossiers: who may see one, and in which roles they act on it.

A resident sees what they filed or what names them as owner through their account. Whoever holds the code and
the secret of the receipt sees that one dossier. An officer sees the dossiers of their agency and of those that
it continues: received, helped, competent, held or asked. The monitor of procedures sees all of the province; so does the system.
"""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from tinhso.foundation.organisation.api import matters_of
from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers import receipt
from tinhso.government.dossiers.models import (
    Dossier,
    DossierFile,
    Draft,
    Opinion,
    Result,
    Step,
    TrackingMiss,
)
from tinhso.government.dossiers.offices import acts_for, every_of, with_row_of
from tinhso.government.dossiers.rules.transitions import OFFICE
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Busy, Forbidden, NotFound
from tinhso.lib.text import clean

SEES_ALL = ("monitor",)
# Whoever keeps the system running, and nothing else, reads no dossier.
READERS = (*OFFICE, "unit_admin", *SEES_ALL)
MISSES = 10
MISS_WINDOW = timedelta(minutes=15)
# A whole commune may share one address.
MISSES_OF_ADDRESS = 300
ADDRESS_WINDOW = timedelta(hours=1)


def visible(actor: Actor, *, single: bool = False) -> QuerySet[Dossier]:
    """The dossiers this actor may see; every list starts here.

    `single`: the caller looks for one dossier; the condition is then asked of that row, not of the agency.
    """
    if actor.kind == "system" or (actor.kind == "officer" and actor.has(*SEES_ALL)):
        return Dossier.objects.all()
    if actor.kind == "officer" and not actor.has(*READERS):
        return Dossier.objects.none()
    if actor.kind in ("officer", "client") and actor.agency_id is not None:
        own = Q(account_id=actor.account_id) if actor.kind == "client" else Q()
        here = _of_agency(actor.agency_id) if single else Q(pk__in=every_of(actor.agency_id))
        return Dossier.objects.filter(here | own)
    if actor.account_id is not None and actor.kind in ("resident", "client"):
        return Dossier.objects.filter(account_id=actor.account_id)
    return Dossier.objects.none()


def by_agency(actor: Actor) -> bool:
    """True for an officer who sees what their agency sees, no more and no less: `Reach` tells all of it."""
    return (
        actor.kind == "officer"
        and actor.agency_id is not None
        and actor.has(*READERS)
        and not actor.has(*SEES_ALL)
    )


def received_by(agency_id: UUID | None) -> QuerySet[Any, Any]:
    """The ids of the dossiers that a desk received, for rooms that keep a row of each; a subquery, never run here."""
    return Dossier.objects.order_by().filter(matters_of(agency_id, "received_at_id")).values("pk")


def decided_by(agency_id: UUID | None) -> QuerySet[Any, Any]:
    """The same of the dossiers that an agency decides."""
    return Dossier.objects.order_by().filter(matters_of(agency_id, "competent_id")).values("pk")


def _of_agency(agency_id: UUID) -> Q:
    """One dossier that the agency received, helped, decides, worked on or was asked about."""
    return (
        matters_of(agency_id, "received_at_id")
        | matters_of(agency_id, "competent_id")
        | matters_of(agency_id, "helped_at_id")
        | with_row_of(agency_id, Step.objects.filter(dossier=OuterRef("pk")))
        | with_row_of(agency_id, Opinion.objects.filter(dossier=OuterRef("pk")))
    )


def may_see(actor: Actor, dossier: Dossier, *, secret: str = "") -> bool:
    """True when the actor may see this dossier; `secret` is the receipt's."""
    if secret and receipt.fits(dossier, secret):
        return True
    reads = actor.kind == "client" or (actor.kind == "officer" and actor.has(*READERS))
    if reads and _near(actor, dossier):
        return True
    return visible(actor, single=True).filter(pk=dossier.pk).exists()


def _agencies(dossier: Dossier) -> set[UUID]:
    ids = (dossier.received_at_id, dossier.competent_id, dossier.helped_at_id, dossier.holder_agency_id)
    return {i for i in ids if i is not None}


def _near(actor: Actor, dossier: Dossier) -> bool:
    """True when the dossier itself names the actor's agency, or one that it continues."""
    ids = _agencies(dossier)
    return actor.agency_id in ids or any(acts_for(actor, i, dossier.unit_code) for i in ids)


def handles(actor: Actor, dossier: Dossier) -> bool:
    """True when the officer's agency received, helped, decides or worked on this dossier.

    To be asked for an opinion, or to monitor, lets one read it and no more.
    """
    if actor.agency_id is None:
        return False
    here = matters_of(actor.agency_id, "agency_id", "dossier__unit_code")
    return _near(actor, dossier) or dossier.steps.filter(here).exists()


def sees_whole(actor: Actor, dossier: Dossier) -> bool:
    """True for those who handle the dossier: its office's officers, in a role that works on dossiers.

    All others who may read it (asked, monitoring, administering the unit) see numbers masked.
    """
    return actor.kind == "system" or (
        actor.kind == "officer" and actor.has(*OFFICE) and handles(actor, dossier)
    )


def check(actor: Actor, dossier: Dossier, *, secret: str = "") -> Dossier:
    """The dossier itself, or NotFound: its existence is not told to those who may not see it."""
    if not may_see(actor, dossier, secret=secret):
        raise unknown_dossier()
    return dossier


def roles_on(actor: Actor, dossier: Dossier, *, secret: str = "") -> frozenset[str]:
    """The roles in which the actor acts on this dossier: an officer's own, `citizen`, `system`, `client`."""
    if actor.kind == "system":
        return frozenset({"system"})
    if actor.kind == "officer":
        return actor.roles
    owns = dossier.account_id is not None and dossier.account_id == actor.account_id
    citizen = {"citizen"} if owns or receipt.fits(dossier, secret) else set()
    return frozenset(citizen | ({"client"} if actor.kind == "client" else set()))


def filed_by_resident(dossier: Dossier) -> bool:
    """True when a resident's own account stands behind the dossier."""
    return dossier.account is not None and dossier.account.kind == "resident"


def check_own_account(actor: Actor, dossier: Dossier) -> None:
    """Refuse an act of the citizen to whoever has only the receipt, when an account stands behind the dossier.

    A receipt is printed, photographed and handed on; it opens the course of things, not the person's will.
    Raises Forbidden `own_account_needed`.
    """
    owns = dossier.account_id is not None and dossier.account_id == actor.account_id
    if actor.kind == "resident" and not owns and filed_by_resident(dossier):
        raise Forbidden(
            "own_account_needed",
            _("Hồ sơ này nộp bằng tài khoản. Chỉ chủ tài khoản được làm việc này."),
            way_out=_("Đăng nhập bằng tài khoản đã nộp hồ sơ, hoặc đến Bộ phận Một cửa."),
        )


def for_officer(actor: Actor, dossier_id: UUID) -> Dossier:
    """One dossier for an officer in their capacity; NotFound when it is none of theirs."""
    if actor.kind not in ("officer", "system") or (actor.kind == "officer" and actor.agency_id is None):
        raise unknown_dossier()
    return _one(visible(actor, single=True), pk=dossier_id)


def for_resident(actor: Actor, dossier_id: UUID) -> Dossier:
    """One dossier for the signed-in person who filed it."""
    if actor.account_id is None:
        raise unknown_dossier()
    return _one(Dossier.objects.filter(account_id=actor.account_id), pk=dossier_id)


def by_receipt(code: str, secret: str, *, ip: str = "") -> Dossier:
    """One dossier by its code and the receipt's secret. A wrong pair counts; a right one always passes.

    Too many wrong pairs for a code, or from an address, answer Busy for a while: strangers' guesses keep nobody
    from their own dossier, and 60 random bits are not guessed. Always compares a hash, also for an unknown
    code, so that the answer's time tells nothing.
    """
    tidy = clean(code).upper()[:60]
    found = Dossier.objects.filter(code=tidy).first()
    expected = found.secret_hash if found else sha256(b"nobody").hexdigest()
    if constant_time_compare(receipt.digest(secret), expected) and found is not None:
        return found
    limits = {_bucket("code", tidy): (MISSES, MISS_WINDOW)}
    if ip:
        limits[_bucket("ip", ip)] = (MISSES_OF_ADDRESS, ADDRESS_WINDOW)
    for bucket, (most, window) in limits.items():
        if TrackingMiss.objects.filter(bucket=bucket, missed_at__gte=now() - window).count() >= most:
            raise Busy(
                "tracking_locked",
                _("Đã nhập sai quá nhiều lần. Hãy chờ 15 phút rồi nhập lại."),
                way_out=_("Xem lại hai mã trên giấy biên nhận, hoặc hỏi Bộ phận Một cửa nơi nộp hồ sơ."),
            )
    TrackingMiss.objects.bulk_create([TrackingMiss(bucket=b, missed_at=now()) for b in limits])
    raise NotFound(
        "receipt_unknown",
        _("Mã hồ sơ hoặc mã tra cứu không đúng."),
        field="code",
        way_out=_("Xem lại hai mã trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả."),
    )


def _bucket(kind: str, value: str) -> str:
    return sha256(f"{kind}:{value}".encode()).hexdigest()


def key_hash(key: str) -> str:
    """What is kept of the browser's secret of an anonymous draft."""
    return sha256(key.encode()).hexdigest() if key else ""


def drafts(actor: Actor, *, key: str = "") -> QuerySet[Draft]:
    """The drafts of an account, or those that the browser's key opens; expired ones are gone."""
    living = Draft.objects.filter(expires_at__gt=now())
    if actor.account_id is not None:
        mine = Q(account_id=actor.account_id)
        return living.filter(mine | Q(account=None, key_hash=key_hash(key))) if key else living.filter(mine)
    return living.filter(account=None, key_hash=key_hash(key)) if key else living.none()


def draft_of(actor: Actor, draft_id: UUID, *, key: str = "") -> Draft:
    """One draft of this person; NotFound otherwise."""
    found = drafts(actor, key=key).filter(pk=draft_id).first()
    if found is None:
        raise NotFound(
            "draft_unknown",
            _("Không tìm thấy bản nháp này, hoặc bản nháp đã hết hạn."),
            way_out=_("Mở mục “Hồ sơ của tôi” để xem các bản nháp còn lại."),
        )
    return found


def step_of(actor: Actor, step_id: UUID) -> Step:
    """One step of a dossier that the officer may see."""
    found = Step.objects.select_related("dossier").filter(pk=step_id).first()
    if found is None or not may_see(actor, found.dossier):
        raise NotFound("step_unknown", _("Không tìm thấy bước xử lý này."))
    return found


def file_of(actor: Actor, dossier_file_id: UUID, *, secret: str = "") -> DossierFile:
    """One paper of a dossier that the person may see."""
    found = DossierFile.objects.select_related("dossier", "file").filter(pk=dossier_file_id).first()
    if found is None or not may_see(actor, found.dossier, secret=secret):
        raise NotFound("file_unknown", _("Không tìm thấy tệp này."))
    return found


def unknown_dossier() -> NotFound:
    """The same answer for a dossier that does not exist and for one that is not yours."""
    return NotFound(
        "dossier_unknown",
        _("Không tìm thấy hồ sơ này, hoặc bạn không có quyền xem."),
        way_out=_("Kiểm tra lại đường dẫn, hoặc mở hồ sơ từ danh sách của bạn."),
    )


def _one(rows: QuerySet[Dossier], **where: Any) -> Dossier:
    found = rows.filter(**where).first()
    if found is None:
        raise unknown_dossier()
    return found


def may_read_file(actor: Actor, dossier_id: str, stored: Any) -> bool:
    """Who may open a file of a dossier: officers who work on it or were asked; the resident theirs and the result.

    Drafts between officers stay inside until the result is published.
    """
    dossier = Dossier.objects.filter(pk=dossier_id).first()
    if dossier is None:
        return False
    if _may_read(actor, dossier, stored):
        return True
    # A paper that stands in other dossiers too is read by those who work on them.
    pointing = Dossier.objects.filter(
        Exists(DossierFile.objects.filter(dossier=OuterRef("pk"), file_id=stored.id).exclude(reuse=""))
    )
    return any(_may_read(actor, other, stored) for other in pointing.exclude(pk=dossier.pk))


def _may_read(actor: Actor, dossier: Dossier, stored: Any) -> bool:
    if not may_see(actor, dossier):
        return False
    if actor.kind == "system":
        return True
    if actor.kind == "officer":
        # A monitor watches the course; whoever administers the unit or the system reads no papers.
        return (
            actor.has(*OFFICE)
            and actor.agency_id is not None
            and Dossier.objects.filter(_of_agency(actor.agency_id), pk=dossier.pk).exists()
        )
    papers = DossierFile.objects.filter(dossier=dossier, file_id=stored.id).exists()
    return papers or Result.objects.filter(dossier=dossier, file_id=stored.id, published=True).exists()
