"""Who signs an electronic copy, and what it is then called. Pure."""

from __future__ import annotations

OFF, OFFICER, AGENCY = "off", "officer", "agency"
# Which of the signatures on a dossier's files this is.
COPY = "copy"


def form_of(by_agency: bool) -> str:
    """The form of copy as its place names it: `SAO Y` is the agency's alone (NĐ 30/2020/NĐ-CP, Điều 25)."""
    return "SAO Y" if by_agency else "BẢN SỐ HÓA"
