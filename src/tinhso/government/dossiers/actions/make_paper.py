"""Making an official paper of a dossier: what it is made from is kept, and whose data it shows is told of it."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from tinhso.foundation.papers import api as papers
from tinhso.foundation.papers.api import Order, Paper
from tinhso.government.dossiers import access
from tinhso.government.dossiers.actions._frame import note_event, verb
from tinhso.government.dossiers.actions.look_at_people import note_look
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.paperwork.kinds import KINDS, Kind
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, NotFound, Refused


def kind_of(name: str) -> Kind:
    """The kind; NotFound for a name that is none."""
    found = KINDS.get(name)
    if found is None:
        raise NotFound("paper_kind_unknown", _("Không có loại giấy này."))
    return found


def may_make(actor: Actor, dossier: Dossier, kind: Kind) -> bool:
    """True for officers who handle the dossier in one of the kind's roles."""
    return actor.kind == "officer" and actor.has(*kind.roles) and access.handles(actor, dossier)


def order_of(dossier: Dossier, name: str, part: str = "") -> Order:
    """What the paper says now, always in Vietnamese. NotFound when there is nothing to put on it."""
    with override("vi"):
        return kind_of(name).order(dossier, part)


def looked(actor: Actor, dossier_id: UUID, name: str, part: str = "") -> tuple[Dossier, Order]:
    """The dossier and its order for an officer who is shown a preview. Raises Forbidden for others; a look."""
    dossier, kind = access.for_officer(actor, dossier_id), kind_of(name)
    if not may_make(actor, dossier, kind):
        raise _forbidden(kind)
    order = order_of(dossier, name, part)
    note_look(actor, dossier, "receipt_print" if kind.secret else "dossier")
    return dossier, order


@verb("make_paper")
def make_paper(actor: Actor, dossier_id: UUID, *, name: str, part: str = "") -> Paper:
    """The paper as it stands now, for an officer. The same content again is the same paper, to the byte.

    Raises Forbidden, NotFound (no such thing happened, or no form was in force), Refused.
    """
    dossier, order = looked(actor, dossier_id, name, part)
    if not kind_of(name).made_here:
        raise Refused(
            "made_at_numbering",
            _("Giấy kết quả được lập khi lấy số."),
            way_out=_("Ở bước lấy số, chọn lập giấy từ mẫu."),
        )
    with override("vi"):
        paper = papers.make(actor, order)
    note_event(actor, "make_paper", dossier, {"paper": paper.pk, "form": name, "part": part})
    return paper


@verb("have_paper")
def have_paper(actor: Actor, dossier_id: UUID, *, name: str, part: str = "") -> Paper:
    """The same for the person. The caller has opened the dossier for them (`own`); raises NotFound for a kind of the office."""
    kind = kind_of(name)
    if not kind.person:
        raise NotFound("paper_kind_unknown", _("Không có loại giấy này."))
    dossier = Dossier.objects.get(pk=dossier_id)
    order = order_of(dossier, name, part)
    with override("vi"):
        paper = papers.make(actor, order)
    note_event(actor, "have_paper", dossier, {"paper": paper.pk, "form": name, "part": part})
    return paper


def _forbidden(kind: Kind) -> Forbidden:
    if kind.secret:
        return Forbidden("desk_only", _("Chỉ Bộ phận Một cửa của hồ sơ này được in giấy có mã tra cứu."))
    return Forbidden("other_agency", _("Chỉ cơ quan tiếp nhận, giải quyết hồ sơ này được in phiếu."))
