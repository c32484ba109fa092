"""What was sent to a person on paper, as they find it on their own page: to be opened, or still to be signed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Value
from django.utils.translation import gettext as _

from tinhso.foundation.papers import api as papers
from tinhso.foundation.records.api import Subject
from tinhso.government.dossiers.actions.sign_notice import waits
from tinhso.government.dossiers.models import Dossier, Extension
from tinhso.government.dossiers.paperwork import common
from tinhso.government.dossiers.rules.transitions import REFUSED, STOPPED


@dataclass(frozen=True)
class Notice:
    """`key` and `part` name the paper; `waits`: it may not be opened before it is signed; `signed`: somebody has."""

    key: str
    part: str
    name: str
    waits: bool
    signed: bool


def notices_of(dossier: Dossier) -> list[Notice]:
    """The papers of every request (an answered one stays the person's), the refusal, the extension and the stop."""
    found = []
    asked, extended = _asked(dossier)
    for ordinal in asked:
        name = _("Phiếu yêu cầu bổ sung (PDF)")
        if len(asked) > 1:
            name = _("Phiếu yêu cầu bổ sung lần %(n)s (PDF)") % {"n": ordinal}
        found.append(("supplement", str(ordinal), name))
    if dossier.state == REFUSED:
        found.append(("refusal", "", _("Phiếu từ chối tiếp nhận (PDF)")))
    if extended:
        found.append(("apology", "", _("Văn bản xin lỗi và gia hạn (PDF)")))
    if dossier.state == STOPPED and papers.find_template("stop", common.day_of(dossier.last_moved_at)):
        found.append(("stop", "", _("Thông báo dừng giải quyết hồ sơ (PDF)")))
    return [
        Notice(key, part, name, waits(dossier, key, part), _signed(dossier, key, part))
        for key, part, name in found
    ]


def _asked(dossier: Dossier) -> tuple[list[int], bool]:
    """The numbers of the requests, and whether the deadline was put off; one question."""
    requests = dossier.supplements.order_by().values_list("ordinal", flat=True)
    extension = (
        Extension.objects.filter(dossier=dossier)
        .order_by()
        .annotate(none=Value(0))
        .values_list("none", flat=True)
    )
    found = sorted(requests.union(extension, all=True))
    return [one for one in found if one], 0 in found


def _signed(dossier: Dossier, key: str, part: str) -> bool:
    made = papers.standing(Subject("dossier", dossier.pk), key, part)
    return made is not None and papers.is_signed(made)
