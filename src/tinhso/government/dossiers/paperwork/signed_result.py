"""A result paper as its leader signs it: places left free for number and date, and for two signatures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tinhso.foundation.papers import api as papers
from tinhso.foundation.signing.api import Blank, Place, filled, with_blanks
from tinhso.government.dossiers.models import Dossier, ResultDraft
from tinhso.government.dossiers.paperwork import common
from tinhso.government.dossiers.paperwork.result import Issue, order

LEADER, AGENCY = "ChuKyLanhDao", "ChuKyCoQuan"
# Places of the layout that are signed in, and the fields of the file they become.
SIGNED = {"signature": LEADER, "seal": AGENCY}
MEANING = {"number": "Số và ký hiệu", "date": "Nơi và ngày ban hành", "issued": "Ngày đăng ký"}


def draft_order(dossier: Dossier, issue: Issue, part: str) -> papers.Order:
    """The paper of an issue that has a signer and no number yet."""
    return order(dossier, issue, part)


def with_places(pdf: bytes, places: Mapping[str, Any]) -> bytes:
    """The made PDF with its free places: those for text are filled later, those for signatures signed."""
    texts = [_blank(name, told) for name, told in places.items() if name not in SIGNED]
    signed = [place(SIGNED[name], told) for name, told in places.items() if name in SIGNED]
    return with_blanks(pdf, texts, signed, AGENCY)


def place(field: str, told: Mapping[str, Any] | None) -> Place:
    """Where a signature stands; unseen where the layout keeps no place for it."""
    if told is None:
        return Place(field)
    left, bottom, right, top = (round(side) for side in told["box"])
    return Place(field, int(told["page"]) - 1, (left, bottom, right, top))


def size_of(found: Place) -> dict[str, float]:
    """Width and height of a seen place in points, for whoever draws into it."""
    if found.box is None:
        return {}
    left, bottom, right, top = found.box
    return {"width": right - left, "height": top - bottom}


def numbered(pdf: bytes, draft: ResultDraft, issue: Issue, moment: datetime) -> bytes:
    """The signed file with number and date in their places. Raises Refused when they cannot be drawn."""
    paper = draft.paper
    assert paper is not None
    where = str(paper.data.get("head", {}).get("place", ""))
    day = common.in_words(common.day_of(moment))
    texts = {"number": issue.numbered, "date": f"{where}, {day}" if where else day, "issued": day}
    drawn = {}
    for name, told in paper.places.items():
        if name not in SIGNED and texts.get(name):
            left, bottom, right, top = told["box"]
            drawn[name] = (
                texts[name],
                papers.stamp(
                    right - left,
                    top - bottom,
                    [texts[name]],
                    title=MEANING.get(name, name),
                    size=11 if name == "date" else 12,
                    italic=name == "date",
                    align="center" if name == "date" else "left",
                ),
            )
    return filled(pdf, drawn)


def _blank(name: str, told: Mapping[str, Any]) -> Blank:
    left, bottom, right, top = told["box"]
    return Blank(name, int(told["page"]) - 1, (left, bottom, right, top), MEANING.get(name, name))
