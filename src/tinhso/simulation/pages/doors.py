"""The verbs of a life through pages: each is what the person would open, fill in and press."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from tinhso.demo.doors import Doors, OnlineFiling
from tinhso.government.dossiers import api as dossiers
from tinhso.lib.actor import Actor
from tinhso.simulation.pages.browser import Browser, Page, PageFault
from tinhso.simulation.pages.counter import at_counter
from tinhso.simulation.pages.online import file_online
from tinhso.simulation.pages.people import People

SCAN, COPY = "giay-to-mau.jpg", "ket-qua-mau.pdf"


class PageDoors(Doors):
    """Every verb by the real pages. PageFault, a Refused, when a page answers with an error."""

    def __init__(self, people: People) -> None:
        self.people = people

    def online(self, who: Actor, filing: OnlineFiling) -> dossiers.Filed:
        """From “Bắt đầu” to the page with the code. What staff type online for somebody has no page: it is an act."""
        if filing.helped:
            return super().online(who, filing)
        return file_online(self.people.of(who), filing)

    def at_counter(
        self, desk: Actor, filing: dossiers.CounterFiling, commune: str, key: str
    ) -> dossiers.Filed:
        """The one screen of the counter, drawn anew until it asks no more."""
        return at_counter(self.people.of(desk), filing, commune, key)

    def accept(self, desk: Actor, dossier: Any, limit: dossiers.ManualLimit | None) -> None:
        """“Tiếp nhận”, and on to whoever works on it."""
        told = {} if limit is None else limit_typed(limit)
        self._act(desk, dossier, "tiep-nhan", {"keep": "0", "person": "", **told})

    def refuse(self, desk: Actor, dossier: Any, reason: str) -> None:
        """“Từ chối tiếp nhận”."""
        self._act(desk, dossier, "tu-choi", {"reason": reason})

    def withdraw(self, person: Actor, dossier: Any, secret: str, reason: str) -> None:
        """“Rút hồ sơ”, from the account or by the receipt."""
        browser = self._owner(person, dossier, secret)
        browser.send(browser.open(f"/tra-cuu/{dossier.code}/rut/"), {"reason": reason})

    def ask(self, officer: Actor, dossier: Any, item: dossiers.Missing, reason: str) -> None:
        """“Yêu cầu bổ sung”: tick what is missing, say what is wrong with it."""
        browser = self.people.of(officer)
        browser.open(f"/can-bo/ho-so/{dossier.pk}/")
        page = browser.open(f"/can-bo/ho-so/{dossier.pk}/bo-sung/")
        line = _line_of(page, item.label)
        browser.send(page, {line: ["1"], f"{line}.remark": item.remark, "reason": reason})

    def answer(self, person: Actor, dossier: Any, keys: Sequence[str], paper: bytes) -> None:
        """The person's own page: one file for each thing."""
        browser = self._owner(person, dossier, "")
        browser.open(f"/tra-cuu/{dossier.code}/")
        page = browser.open(f"/tra-cuu/{dossier.code}/bo-sung/")
        browser.send(page, {}, files={f"item.{key}": (SCAN, paper) for key in keys})

    def answer_at_desk(self, desk: Actor, dossier: Any, keys: Sequence[str]) -> None:
        """Over the counter: one copy of each."""
        browser = self.people.of(desk)
        browser.open(f"/can-bo/ho-so/{dossier.pk}/")
        page = browser.open(f"/can-bo/ho-so/{dossier.pk}/nhan-bo-sung/")
        browser.send(page, {f"giay.{key}.photocopies": "1" for key in keys})

    def hand_over(self, officer: Actor, dossier: Any) -> None:
        """“Chuyển xử lý”."""
        self._act(officer, dossier, "chuyen-xu-ly", {"person": ""})

    def complete(self, officer: Actor, dossier: Any, step: Any, outcome: str, note: str) -> None:
        """“Duyệt, ký”, “Không duyệt” or “Hoàn thành bước”, by the kind of step."""
        decides = step.kind in ("approve", "sign")
        no = decides and bool(step.outcomes) and outcome != step.outcomes[0]
        slug = ("khong-duyet" if no else "duyet") if decides else "hoan-thanh"
        self._act(
            officer,
            dossier,
            slug,
            {"outcome": outcome, "note": note, "person": "", f"person.{outcome}": "", "unfit_known": ["1"]},
        )

    def number(self, officer: Actor, dossier: Any, notation: str, copy: bytes) -> None:
        """“Lấy số kết quả”."""
        files = {"file": (COPY, copy)} if copy else {}
        self._act(officer, dossier, "so-ket-qua", {"kind": "own", "notation": notation}, files)

    def give(self, officer: Actor, dossier: Any, receiver: str) -> None:
        """“Trả kết quả” at the desk."""
        typed = {"how": "desk", "receiver_name": receiver, "unpaid_known": ["1"]}
        self._act(officer, dossier, "tra-ket-qua", typed)

    def rate(self, person: Actor, dossier: Any, secret: str, score: int) -> None:
        """The question at the end of the tracking page."""
        browser = self._owner(person, dossier, secret)
        page = browser.open(f"/tra-cuu/{dossier.code}/")
        browser.send(page, {"score": str(score)}, action="/danh-gia/")

    def pay(self, desk: Actor, dossier: Any, fee: Any, amount: int, receipt_no: str, ground: str) -> int:
        """“Ghi nhận phí, lệ phí”."""
        typed = {"fee": str(fee.pk), "paid": str(amount), "method": "transfer", "receipt_no": receipt_no}
        self._act(desk, dossier, "thu-phi", {**typed, "ground": ground})
        fee.refresh_from_db()
        return fee.paid or 0

    def _act(
        self,
        officer: Actor,
        dossier: Any,
        slug: str,
        typed: Mapping[str, Any],
        files: Mapping[str, tuple[str, bytes]] | None = None,
    ) -> None:
        """Look at the dossier, open the act's page, fill it in, press its button."""
        browser = self.people.of(officer)
        browser.open(f"/can-bo/ho-so/{dossier.pk}/")
        path = f"/can-bo/ho-so/{dossier.pk}/viec/{slug}/"
        page = browser.open(path)
        if urlsplit(page.address).path != path:
            raise PageFault(path, page.status, "trang không mở việc này cho người này", typed)
        browser.send(page, typed, files=files)

    def _owner(self, person: Actor, dossier: Any, secret: str) -> Browser:
        """The person's browser: signed in, or with the receipt shown."""
        if person.account_id is not None:
            return self.people.of(person)
        browser = self.people.visitor(str(dossier.pk))
        page = browser.open("/tra-cuu/")
        browser.send(page, {"code": dossier.code, "secret": secret})
        return browser


def limit_typed(limit: dossiers.ManualLimit) -> dict[str, str]:
    """An officer's own limit as it is typed."""
    value = str(limit.limit.value.normalize().to_integral_value())
    return {"limit": value, "unit": limit.limit.unit.value, "limit_reason": limit.reason}


def _line_of(page: Page, label: str) -> str:
    """The tick box of the composer that asks for this thing."""
    wanted = " ".join(label.split())
    for box in page.form().xpath(".//input[@type='checkbox']"):
        said = box.label.text_content() if box.label is not None else ""
        if " ".join(said.split()) == wanted:
            return str(box.get("name"))
    raise PageFault(page.address, page.status, f"không có mục “{wanted}” để yêu cầu", {})
