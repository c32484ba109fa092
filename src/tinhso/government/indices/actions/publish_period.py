"""A period that is over becomes a signed snapshot; a correction is the next one, with its reason."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from tinhso.foundation.identity.api import people_in_role
from tinhso.foundation.papers import api as papers
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.signing import api as signing
from tinhso.foundation.worktime.api import day_bounds, now, today
from tinhso.government.indices import events
from tinhso.government.indices.actions._frame import said
from tinhso.government.indices.actions.turns import take_turns
from tinhso.government.indices.edition_paper import KEY, order
from tinhso.government.indices.models import Edition, EditionValue
from tinhso.government.indices.queries import editions, quality
from tinhso.government.indices.rules.measured_set import MeasuredSet
from tinhso.government.indices.words import name_of
from tinhso.lib import periods
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Conflict, Forbidden, Refused

PUBLISHER = "monitor"
SUBJECT = WHAT = "quality_edition"


def signers(actor: Actor) -> list[tuple[UUID, str]]:
    """Who may be asked to sign: the leaders of the publisher's agency; account and name."""
    if actor.agency_id is None:
        return []
    return [(one.account_id, one.name) for one in people_in_role(actor.agency_id, "leader")]


@act("quality.prepare")
def prepare(actor: Actor, set_key: str, period_key: str, *, signer: UUID | None, reason: str = "") -> Edition:
    """Keep every figure of a period that is over as it is known now, and ask the signer for the signature.

    It is published when it is signed. Forbidden for all but who monitors procedures; Refused for a period that runs or
    that is not wholly read, for a correction without a reason; Conflict while one waits or where nothing changed.
    """
    if actor.kind != "officer" or actor.account_id is None or not actor.has(PUBLISHER):
        raise Forbidden("publisher_needed", _("Chỉ người giám sát, kiểm soát thủ tục được công bố kỳ."))
    period = periods.read(period_key)
    if period is None or period.kind == "day":
        raise Refused("period_unknown", _("Chỉ công bố theo tháng, quý, năm hoặc kỳ báo cáo."))
    found = quality.set_on(set_key, period.last)
    if signer not in [account for account, _name in signers(actor)]:
        raise Refused("signer_needed", _("Chọn người ký là lãnh đạo cơ quan bạn."), field="signer")
    if papers.find_template(KEY, today()) is None:
        raise Refused("no_layout", _("Tỉnh chưa có mẫu bản công bố kết quả kỳ."))
    take_turns(alone=True)
    known_at = quality.read_at()
    if known_at is None or known_at < day_bounds(period.last)[1]:
        raise Refused(
            "period_runs",
            _("Kỳ này chưa hết, hoặc chưa tính xong việc của ngày cuối."),
            way_out=_("Công bố sau ngày cuối của kỳ."),
        )
    if editions.waiting(set_key, period.key):
        raise Conflict("edition_waits", _("Đã có một bản của kỳ này đang chờ ký."))
    earlier = Edition.objects.filter(set_key=set_key, period=period.key)
    before = editions.published(set_key, period.key)
    text = said(reason)
    if before is not None and not text:
        raise Refused("reason_needed", _("Hãy nêu lý do đính chính."), field="reason")
    number = (earlier.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    made = Edition(
        set_key=set_key, set_from=found.valid_from, period=period.key, first=period.first, last=period.last,
        number=number, known_at=known_at, reason=(text or _("Bản trước không được ký."))[:1000] if number > 1 else "",
        made_at=now(), made_by_id=actor.account_id, signer_id=signer,
    )  # fmt: skip
    values = editions.snapshot(found, period, made)
    made.sha256 = editions.digest(values)
    if before is not None and before.sha256 == made.sha256:
        raise Conflict("nothing_changed", _("Số liệu không khác bản đã công bố."))
    made.save(force_insert=True)
    EditionValue.objects.bulk_create(values)
    _ask(actor, made, values, found)
    facts = {"set": set_key, "period": period.key, "number": number, "sha256": made.sha256}
    record(actor, "quality.prepare", Subject(SUBJECT, made.pk), facts, {"reason": text} if text else None)
    return made


def _ask(actor: Actor, made: Edition, values: list[EditionValue], found: MeasuredSet) -> None:
    with override("vi"):
        paper = papers.make(actor, order(made, values, found))
    place = paper.places.get("signature", {})
    signing.ask(
        actor,
        signing.Wish(
            subject=Subject(SUBJECT, made.pk),
            what=WHAT,
            title=f"{paper.title} {made.period}",
            paper_id=paper.pk,
            account_id=made.signer_id,
            page=max(int(place.get("page", 1)) - 1, 0),
            box=tuple(place["box"]) if place.get("box") else None,
        ),
    )
    made.paper_id = paper.pk
    made.save(update_fields=["paper_id"])


def on_signed(actor: Actor, request: signing.SigningRequest) -> None:
    """The signature publishes, and the heads of the agencies whose figures these are hear of it: one transaction."""
    with transaction.atomic():
        made = Edition.objects.select_for_update().get(pk=request.subject_id)
        made.published_at = now()
        made.save(update_fields=["published_at"])
        facts = {"period": made.period, "number": made.number, "sha256": made.sha256}
        record(actor, "quality.publish", Subject(SUBJECT, made.pk), facts)
        found = quality.set_on(made.set_key, made.last)
        period = periods.read(made.period)
        assert period is not None
        with override("vi"):
            events.quality_published(made, editions.of_agencies(made, found), name_of(period))


def on_refused(actor: Actor, request: signing.SigningRequest) -> None:
    """Refused to sign: withdrawn; the next has a number of its own."""
    with transaction.atomic():
        made = Edition.objects.select_for_update().get(pk=request.subject_id)
        made.withdrawn_at = now()
        made.save(update_fields=["withdrawn_at"])
        record(actor, "quality.withdraw", Subject(SUBJECT, made.pk), {"number": made.number},
               {"reason": request.ended_reason} if request.ended_reason else None)  # fmt: skip
