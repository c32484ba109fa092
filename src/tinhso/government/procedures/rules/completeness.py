"""The seven parts that a procedure's public text must have (NĐ 63/2010/NĐ-CP, Điều 8.2; QĐ 766/QĐ-TTg, indicator 1.3).

Forms, fees, conditions and results are asked for only where the procedure has them; they are not among the seven.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

# name · steps · way of doing · papers and number of sets · time limit · who may apply · who carries it out
PARTS = ("name", "steps", "ways", "papers", "limit", "subjects", "authority")


def missing_parts(title: str, content: Mapping[str, Any], *, has_steps: bool) -> tuple[str, ...]:
    """Those of `PARTS` that the procedure does not have. `content` is its stored text, `has_steps` tells of a process.

    Papers need a number of originals or copies, except those that are only shown and the application form itself; a
    time limit needs a figure with its unit, the day of reception, or words of the law.
    """
    limits: Sequence[Mapping[str, Any]] = content.get("limits") or ()
    papers: Sequence[Mapping[str, Any]] = content.get("components") or ()
    has = {
        "name": bool(title.strip()),
        "steps": has_steps,
        "ways": any(one.get("channel") for one in limits),
        "papers": bool(papers) and all(_numbered(one) for one in papers),
        "limit": any(_told(one) for one in limits),
        "subjects": bool(content.get("subjects") or content.get("who")),
        "authority": bool(content.get("authority")),
    }
    return tuple(part for part in PARTS if not has[part])


def _numbered(paper: Mapping[str, Any]) -> bool:
    if paper.get("kind", "submit") != "submit" or paper.get("from_form"):
        return True
    return int(paper.get("originals") or 0) + int(paper.get("copies") or 0) > 0


def _told(limit: Mapping[str, Any]) -> bool:
    known = limit.get("value") is not None and bool(limit.get("unit"))
    return known or limit.get("unit") == "SAME_DAY" or bool(limit.get("text"))
