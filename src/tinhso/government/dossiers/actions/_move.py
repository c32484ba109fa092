"""Moving a dossier along the table: the only place where a business state is set."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tinhso.government.dossiers import access
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.rules import transitions
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, Refused

_FIELD = {"reason_needed": "reason"}


def check_move(
    actor: Actor, dossier: Dossier, verb: str, *, reason: str = "", after: int | None = None, secret: str = ""
) -> transitions.Move:
    """The allowed move, or Refused with the sentence of the table."""
    roles = access.roles_on(actor, dossier, secret=secret)
    if (
        actor.kind == "officer"
        and verb not in transitions.OPEN_TO_ASKED
        and not access.handles(actor, dossier)
    ):
        raise Forbidden(
            "other_agency",
            _("Hồ sơ này do cơ quan khác giải quyết."),
            way_out=_("Liên hệ cơ quan đang giải quyết hồ sơ."),
        )
    judged = transitions.judge(verb, dossier.state, roles=roles, reason=reason, after=after)
    if isinstance(judged, transitions.Refusal):
        kind = Forbidden if judged.code == "role_needed" else Refused
        raise kind(judged.code, judged.message, field=_FIELD.get(judged.code), way_out=_way_out(judged.code))
    return judged


def move(
    actor: Actor, dossier: Dossier, verb: str, *, reason: str = "", after: int | None = None, secret: str = ""
) -> transitions.Move:
    """Check and set the state (the caller saves)."""
    allowed = check_move(actor, dossier, verb, reason=reason, after=after, secret=secret)
    dossier.state = allowed.after
    return allowed


def _way_out(code: str) -> str:
    return {
        "move_not_allowed": _("Tải lại trang để xem những việc làm được ở trạng thái hiện tại."),
        "role_needed": _("Chuyển vai trò, hoặc chuyển hồ sơ cho người có vai trò phù hợp."),
        "reason_needed": _("Ghi lý do rồi thử lại."),
    }[code]
