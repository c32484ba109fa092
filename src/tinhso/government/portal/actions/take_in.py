"""Taking packages in: each is kept the moment it arrives, then tried; a faulty one is held, never dropped."""

from __future__ import annotations

import hashlib
import json
import logging
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from tinhso.foundation.worktime.api import now
from tinhso.government.portal.actions import _holding
from tinhso.government.portal.actions._enter import NotYet, enter
from tinhso.government.portal.actions._note import PORTAL, alone, note_package
from tinhso.government.portal.actions._quarantine import (
    SHAPES,
    STUMBLED,
    code_of,
    faults_of,
    quarantine,
    wait,
)
from tinhso.government.portal.contract import Contract, Unreachable, contract
from tinhso.government.portal.intake import intake
from tinhso.government.portal.models import Package, PackageState, StreamNumber
from tinhso.government.portal.rules import arrivals
from tinhso.government.portal.rules.arrivals import Arrival, Unreadable
from tinhso.lib.errors import Refused

log = logging.getLogger("tinhso.portal")
# A package whose dossier has not come within this time is somebody's business, not the queue's.
LONGEST_WAIT = timedelta(hours=24)
# What a refused package said is personal data: it is kept no longer than somebody may ask about the refusal.
KEPT = timedelta(days=90)
_ENVELOPE = ("sequence", "sent_at")


@dataclass(frozen=True)
class Received:
    """What became of a package; `again` when it had arrived before."""

    package: Package
    again: bool = False


def receive(content: dict[str, Any]) -> Received:
    """Keep a package and try it. The same content again answers with what became of the first.

    Never refuses for what the package says: what cannot be read or taken is quarantined with its reason. Files by
    reference are left to the worker: whoever pushes a package is not kept waiting for calls back to the portal.
    """
    with override("vi"):
        package, again = _keep(content)
        if not again or package.state == PackageState.WAITING:
            package = _unhurt(package.pk, may_fetch=False)
        if package.kind == arrivals.PAYMENT and package.state == PackageState.WAITING:
            package = _pay(package)
        return Received(package, again)


def attempt(
    package_id: Any, *, by_hand: bool = False, may_fetch: bool = True, over: Contract | None = None
) -> Package:
    """Try a package that waits (`by_hand`: also one in quarantine). What comes after it is tried as well.

    Files given by reference are fetched before the transaction begins, or the package waits (`may_fetch` False).
    """
    package = Package.objects.get(pk=package_id)
    arrival = _readable(package)
    if arrival is None:
        return package
    if _references(arrival) and not may_fetch:
        Package.objects.filter(pk=package.pk, reason_code="").update(reason_code="files_later")
        package.refresh_from_db()
        return package
    try:
        fetched = _fetch(arrival, over)
    except Unreachable:
        return _later(package.pk, "files_later", by_hand=by_hand)
    with transaction.atomic():
        alone(f"package:{package.portal_code}")
        package = Package.objects.select_for_update().get(pk=package_id)
        if not _open(package, by_hand):
            return package
        _try(package, arrival, fetched)
    if package.state == PackageState.DONE:
        _follow(package, over)
    return package


def take_in_due(limit: int = 200) -> int:
    """Try every package whose moment has come; how many entered a dossier."""
    due = Package.objects.filter(state=PackageState.WAITING, next_try_at__lte=now())
    entered = 0
    with override("vi"):
        for ident in list(due.order_by("next_try_at", "id").values_list("pk", flat=True)[:limit]):
            entered += _unhurt(ident).state == PackageState.DONE
    return entered


def _unhurt(package_id: UUID, **how: Any) -> Package:
    """Try a package; one at which the platform itself stumbles waits, so that it holds up nobody behind it."""
    try:
        return attempt(package_id, **how)
    except Exception as error:
        log.error("package %s stumbled: %s", package_id, type(error).__name__)
        return _later(package_id, STUMBLED)


def _later(package_id: UUID, code: str, *, by_hand: bool = False) -> Package:
    """Let the package wait as it stands now: while it was tried, another worker or its holder may have ended it."""
    with transaction.atomic():
        package = Package.objects.select_for_update().get(pk=package_id)
        return wait(package, code) if _open(package, by_hand) else package


def _open(package: Package, by_hand: bool) -> bool:
    """True while a try may change what became of the package."""
    return package.state == PackageState.WAITING or (by_hand and package.state == PackageState.QUARANTINED)


def forget_refused() -> int:
    """Empty what refused and replaced packages said, once it can no longer be asked about; how many."""
    old = Package.objects.filter(
        state__in=[PackageState.REFUSED, PackageState.REPLACED], arrived_at__lt=now() - KEPT
    )
    return old.exclude(content={}).update(content={}, corrections={})


def corrected(package: Package) -> dict[str, Any]:
    """The content with the holder's corrections laid over it."""
    content: dict[str, Any] = deepcopy(package.content)
    for path, value in package.corrections.items():
        at: Any = content
        keys = path.split(".")
        for part, below in pairwise(keys):
            inner = _inside(at, part)
            # What stands where an object belongs gives way to it: that is what was wrong with the package.
            if not isinstance(inner, list if below.isdecimal() else dict):
                inner = {}
                _put(at, part, inner)
            at = inner
        _put(at, keys[-1], value)
        # The portal proved the number that it sent, not the one typed here.
        if keys[-1] == "citizen_id" and isinstance(at, dict):
            at["verified"] = False
    return content


def _inside(at: Any, key: str) -> Any:
    if isinstance(at, list):
        return at[int(key)] if key.isdecimal() and int(key) < len(at) else None
    return at.get(key)


def _put(at: Any, key: str, value: Any) -> None:
    """Set a value of an object, or one that is there of a list."""
    if isinstance(at, dict):
        at[key] = value
    elif key.isdecimal() and int(key) < len(at):
        at[int(key)] = value


def digest_of(content: dict[str, Any]) -> str:
    """The fingerprint of a package apart from its envelope: a repeat has another number and moment."""
    plain = {key: value for key, value in content.items() if key not in _ENVELOPE}
    return hashlib.sha256(
        json.dumps(plain, sort_keys=True, ensure_ascii=False, default=str).encode()
    ).hexdigest()


def _keep(content: dict[str, Any]) -> tuple[Package, bool]:
    """The package's row, and whether it had arrived before."""
    code, number, kind = intake().envelope(content)
    digest = digest_of(content)
    with transaction.atomic():
        alone(f"package:{code}")
        moment = now()
        found = Package.objects.select_for_update().filter(portal_code=code, kind=kind, digest=digest).first()
        package = found or Package.objects.create(
            portal_code=code,
            kind=kind,
            digest=digest,
            content=content,
            arrived_at=moment,
            next_try_at=moment,
            deadline=_holding.deadline(moment),
        )
        if found is not None:
            found.seen += 1
            found.save(update_fields=["seen"])
        if number:
            StreamNumber.objects.get_or_create(number=number, defaults={"package": package})
        note_package(PORTAL, "repeated" if found else "arrived", package, number=_short(number))
    return package, found is not None


def _readable(package: Package) -> Arrival | None:
    """The package in our terms; None when its shape is wrong, which quarantines it."""
    try:
        return intake().read(corrected(package))
    except Unreadable as wrong:
        faults = [{"field": f.field, "message": SHAPES.get(f.code, SHAPES["odd"])} for f in wrong.faults]
        code = "owner_missing" if all(f.field.startswith("owner") for f in wrong.faults) else "unreadable"
        with transaction.atomic():
            locked = Package.objects.select_for_update().get(pk=package.pk)
            quarantine(locked, code, faults, None)
        package.refresh_from_db()
        return None


def _try(package: Package, arrival: Arrival, fetched: dict[str, bytes]) -> None:
    """One try inside the running transaction: done, waiting or quarantined."""
    if _differs(package, arrival):
        told = _("Đã có gói khác cùng mã hồ sơ với nội dung khác.")
        quarantine(package, "content_differs", [{"field": "portal_code", "message": told}], arrival)
        return
    if isinstance(arrival.body, arrivals.Filing) and arrival.body.prepaid and not arrival.body.payments:
        arrival = _with_payments(arrival)
    try:
        with transaction.atomic():
            dossier_id, code = enter(arrival, fetched)
    except NotYet as early:
        if now() - package.arrived_at > LONGEST_WAIT:
            late = {
                "dossier_first": _("Hồ sơ của gói này chưa đến."),
                "payment_first": _("Chưa thấy thanh toán."),
            }
            faults = [{"field": "portal_code", "message": late[early.code]}]
            quarantine(package, early.code, faults, arrival)
        else:
            wait(package, early.code)
    except Refused as refusal:
        quarantine(package, code_of(refusal), faults_of(refusal), arrival)
    else:
        _done(package, dossier_id, code, arrival)


def _pay(payment: Package) -> Package:
    """A payment may be what its filing waits for."""
    waiting = Package.objects.filter(
        portal_code=payment.portal_code, kind=arrivals.FILING, reason_code="payment_first"
    )
    for ident in list(waiting.filter(state=PackageState.WAITING).values_list("pk", flat=True)):
        attempt(ident)
    payment.refresh_from_db()
    return payment


def _with_payments(arrival: Arrival) -> Arrival:
    """A prepaid filing together with the payments that arrived as packages of their own."""
    found = []
    for one in Package.objects.filter(
        portal_code=arrival.portal_code, kind=arrivals.PAYMENT, state=PackageState.WAITING
    ).order_by("arrived_at"):
        body = intake().read(corrected(one)).body
        if isinstance(body, arrivals.Payment):
            found.append(body)
    assert isinstance(arrival.body, arrivals.Filing)
    return replace(arrival, body=replace(arrival.body, payments=tuple(found)))


def _done(package: Package, dossier_id: UUID, code: str, arrival: Arrival) -> None:
    """The dossier holds it now: what it said is kept there, here only its fingerprint."""
    package.state, package.reason_code, package.faults = PackageState.DONE, "", []
    package.dossier_id, package.dossier_code = dossier_id, code
    package.content, package.corrections = {}, {}
    package.next_try_at = None
    package.save()
    note_package(PORTAL, "taken_in", package, dossier=dossier_id)
    same = Package.objects.filter(portal_code=package.portal_code).exclude(pk=package.pk)
    if package.kind == arrivals.FILING:
        same.filter(kind=arrivals.FILING, state=PackageState.QUARANTINED).update(
            state=PackageState.REPLACED, content={}, corrections={}
        )
        if isinstance(arrival.body, arrivals.Filing) and arrival.body.prepaid:
            same.filter(kind=arrivals.PAYMENT, state=PackageState.WAITING).update(
                state=PackageState.DONE,
                dossier_id=dossier_id,
                dossier_code=code,
                content={},
                next_try_at=None,
                reason_code="",
            )


def _differs(package: Package, arrival: Arrival) -> bool:
    """True when another filing with this code, and other content, is already a dossier."""
    return (
        arrival.kind == arrivals.FILING
        and Package.objects.filter(
            portal_code=package.portal_code, kind=arrivals.FILING, state=PackageState.DONE
        )
        .exclude(pk=package.pk)
        .exists()
    )


def _follow(package: Package, over: Contract | None) -> None:
    """What had arrived before its dossier is tried now, in the order of the portal's stream."""
    waiting = Package.objects.filter(portal_code=package.portal_code, state=PackageState.WAITING)
    for ident in dict.fromkeys(waiting.order_by("numbers__number", "id").values_list("pk", flat=True)):
        attempt(ident, over=over)


def _fetch(arrival: Arrival, over: Contract | None) -> dict[str, bytes]:
    """The contents of files that came by reference. Raises Unreachable."""
    wanted = _references(arrival)
    if not wanted:
        return {}
    line = over or contract()
    return {reference: line.fetch(reference) for reference in wanted}


def _references(arrival: Arrival) -> list[str]:
    files = getattr(arrival.body, "files", ())
    return [one.reference for one in files if one.content is None and one.reference]


def _short(number: int) -> int | None:
    """A stream number as a fact of the log, which takes no number as long as an identity number."""
    return number if 0 < number < 10**11 else None
