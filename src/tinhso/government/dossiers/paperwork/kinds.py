"""Which papers a dossier has, who may have them made, and how officers call them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.foundation.papers import api as papers
from tinhso.foundation.papers.api import Order
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.paperwork import asked, clock, control, fees, receipt, result
from tinhso.government.dossiers.paperwork.common import day_of
from tinhso.government.dossiers.queries.detail import Detail
from tinhso.government.dossiers.rules.transitions import DONE, OFFICE, PROCESSING, REFUSED, RETURNED, STOPPED

DESK = frozenset({"reception", "return_officer"})
MONEY = frozenset({"cashier", *DESK})


@dataclass(frozen=True)
class Kind:
    """`roles` make it; `person`: the one whose dossier it is may have it too; `secret`: it opens the dossier;
    `made_here` False: the page shows it, another act makes it."""

    name: Any
    order: Callable[[Dossier, str], Order]
    roles: frozenset[str]
    person: bool = True
    secret: bool = False
    made_here: bool = True


KINDS: dict[str, Kind] = {
    "receipt": Kind(
        gettext_lazy("Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
        lambda dossier, _part: receipt.order(dossier),
        DESK,
        secret=True,
    ),
    "supplement": Kind(gettext_lazy("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"), asked.supplement, OFFICE),
    "refusal": Kind(gettext_lazy("Phiếu từ chối tiếp nhận, giải quyết hồ sơ"), asked.refusal, OFFICE),
    "apology": Kind(gettext_lazy("Văn bản xin lỗi và gia hạn"), clock.apology, OFFICE),
    "stop": Kind(gettext_lazy("Thông báo dừng giải quyết hồ sơ"), clock.stop, OFFICE),
    "control": Kind(
        gettext_lazy("Phiếu kiểm soát quá trình giải quyết hồ sơ"), control.order, OFFICE, person=False
    ),
    "result": Kind(gettext_lazy("Kết quả giải quyết"), result.preview, OFFICE, person=False, made_here=False),
    "fees": Kind(gettext_lazy("Phiếu thu phí, lệ phí"), fees.order, MONEY),
}


@dataclass(frozen=True)
class Offered:
    """One paper that can be made now; `part` names which of several."""

    key: str
    part: str
    name: str


def offered(view: Detail, roles: Iterable[str]) -> list[Offered]:
    """The papers of a dossier that somebody in these roles can have made, in the order of the forms."""
    dossier = view.dossier
    there = {
        "receipt": dossier.accepted_at is not None,
        "refusal": dossier.state == REFUSED,
        "apology": view.extension is not None,
        "stop": dossier.state == STOPPED and papers.find_template("stop", _last_day(view)) is not None,
        "control": dossier.accepted_at is not None,
        "result": dossier.state in (PROCESSING, DONE, RETURNED)
        and (view.result is None or view.result.paper_id is not None),
        "fees": bool(view.fees),
    }
    held, found = set(roles), []
    for key, kind in KINDS.items():
        if not kind.roles & held:
            continue
        if key == "supplement":
            found += [
                Offered(
                    key, str(one.ordinal), _("%(name)s, lần %(n)s") % {"name": kind.name, "n": one.ordinal}
                )
                for one in view.supplements
            ]
        elif there[key]:
            found.append(Offered(key, "", str(kind.name)))
    return found


def _last_day(view: Detail) -> date:
    """The day on which the last holding ended."""
    return day_of(max((s.done_at for s in view.steps if s.done_at), default=view.dossier.last_moved_at))
