"""The steps of filing: one list from the first page on, so that a step keeps its number whatever is answered.

A step that only some answers call for stands in the list from the beginning, marked as such; while the
answers do not call for it, it is passed over and counts as done.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from tinhso.foundation.worktime import api as worktime
from tinhso.government.procedures import api as procedures

WHOM, OWNER, CONTACT = "nguoi", "chu-ho-so", "lien-he"
PLACE, PAPERS, REVIEW = "noi", "giay-to", "kiem-tra"
FORM = "khai-"
NAMES = {
    WHOM: "whom", OWNER: "owner", CONTACT: "contact", PLACE: "place", PAPERS: "papers", REVIEW: "review",
}  # fmt: skip
OWNERS = {
    "child": _lazy("Trẻ được nộp thay"),
    "mandate": _lazy("Người ủy quyền"),
    "enterprise": _lazy("Doanh nghiệp, tổ chức"),
}


@dataclass(frozen=True)
class Step:
    """One page of filing as the procedure plans it; `maybe`: only some answers call for it."""

    key: str
    title: str
    maybe: bool = False


@dataclass(frozen=True)
class Stage:
    """One step of a draft: where it is, whether these answers call for it, whether it is done."""

    key: str
    title: str
    url: str
    done: bool
    maybe: bool = False
    needed: bool = True
    # Ticked once everything before it is done too: a page of optional questions is not done unseen.
    ticked: bool = False


def needs_place(version: procedures.VersionInfo) -> bool:
    """True when the person chooses a commune (the competent agency is not one for the whole province)."""
    rule = procedures.authority(version, worktime.today())
    return rule is not None and rule.level != "province"


def uploads(version: procedures.VersionInfo) -> list[procedures.Component]:
    """Every paper that some case may ask to upload: not those only shown at the desk, not the e-form."""
    return [c for c in version.content.components if c.kind == "submit" and not c.from_form]


def steps(
    version: procedures.VersionInfo, form: procedures.Form, choices: tuple[str, ...], whom: str = ""
) -> list[Step]:
    """The steps of this procedure in order; `choices` is for whom one may file, `whom` what was chosen."""
    found = []
    if len(choices) > 1:
        found.append(Step(WHOM, _("Nộp cho ai")))
    if any(choice in OWNERS for choice in choices):
        found.append(Step(OWNER, str(OWNERS.get(whom, _("Chủ hồ sơ"))), maybe="self" in choices))
    found.append(Step(CONTACT, _("Liên hệ")))
    if needs_place(version):
        found.append(Step(PLACE, _("Nơi giải quyết")))
    found += [Step(FORM + page.key, page.title, maybe=bool(page.when)) for page in form.all_pages]
    if papers := uploads(version):
        found.append(Step(PAPERS, _("Giấy tờ kèm theo"), maybe=all(c.when or c.case for c in papers)))
    return [*found, Step(REVIEW, _("Kiểm tra và nộp"))]
