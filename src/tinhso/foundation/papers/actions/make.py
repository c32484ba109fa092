"""Make a paper and keep it; the same content asked for again is the paper that was made before."""

from __future__ import annotations

from importlib.metadata import version
from uuid import UUID

from django.db import connection

from tinhso.foundation.files.api import keep_made
from tinhso.foundation.papers.actions.typeset import typeset
from tinhso.foundation.papers.models import Paper
from tinhso.foundation.papers.order import Order
from tinhso.foundation.papers.queries import TemplateInfo, sheet_of, standing, template, told_of
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.worktime.api import now
from tinhso.lib.actor import Actor
from tinhso.lib.ids import new_id

_LOCK = 0x7061_7065
SUBJECT = "paper"


@act("paper.make")
def make(actor: Actor, order: Order) -> Paper:
    """The paper of this order: the one that stands when it says the same and was made of the same template, else a
    new one, which replaces it. The caller has checked the right. Raises NotFound, Refused.
    """
    info = template(order.key, order.on)
    told = told_of(order)
    with connection.cursor() as cursor:
        # Two who ask at the same moment get one paper.
        subject = f"{order.subject.kind}:{order.subject.id}:{order.key}:{order.part}"
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_LOCK, subject])
    found = standing(order.subject, order.key, order.part)
    if found is not None and found.digest == told and found.erased_at is None:
        return found
    return _new(actor, order, info, told, found)


def _new(actor: Actor, order: Order, info: TemplateInfo, told: str, before: Paper | None) -> Paper:
    ident, at = new_id(), now().replace(microsecond=0)
    made = typeset(info, order, ident, at)
    sheet = sheet_of(info, order)
    if before is not None:
        # The link is checked when the transaction ends, so that never two stand at once.
        Paper.objects.filter(pk=before.pk).update(replaced_by=ident)
    holder = order.holder or Subject(SUBJECT, ident)
    stored = keep_made(actor, _file_name(order, info), made.pdf, holder, pages=made.pages)
    paper = Paper.objects.create(
        id=ident,
        key=order.key,
        part=order.part,
        title=order.title or info.title,
        subject_kind=order.subject.kind,
        subject_id=str(order.subject.id),
        template_id=info.id,
        source=order.own[0] if order.own else f"papers/{info.main}",
        source_digest=sheet.digest,
        engine=f"typst {version('typst')}",
        data=order.said(),
        digest=told,
        file=stored,
        sha256=stored.sha256,
        pages=made.pages,
        places=made.places,
        made_at=at,
        made_by_id=actor.account_id,
    )
    facts = {
        "key": order.key,
        "template": info.id,
        "of": str(order.subject.id),
        "replaces": before.pk if before else None,
        "source": sheet.digest,
    }
    record(actor, "paper.make", Subject(SUBJECT, ident), facts, {"said": told, "sha256": stored.sha256})
    return paper


def _file_name(order: Order, info: TemplateInfo) -> str:
    number = order.sealed.dossier if order.sealed else ""
    part = f"-{order.part}" if order.part.isdigit() else ""
    return "-".join(piece for piece in (info.key, number) if piece) + f"{part}.pdf"


def replacement(paper_id: UUID) -> Paper | None:
    """What stands in the place of a replaced paper today, at the end of the chain."""
    found = Paper.objects.filter(pk=paper_id).first()
    while found is not None and found.replaced_by_id is not None:
        found = Paper.objects.filter(pk=found.replaced_by_id).first()
    return found if found is not None and found.pk != paper_id else None
