"""What the platform does: opens a payment, lets somebody pay, tells the province, answers questions."""

from __future__ import annotations

import base64
import json
import secrets
from typing import Any

from tinhso.simulators.pay import messages
from tinhso.simulators.pay.bill import bill
from tinhso.simulators.pay.book import Book
from tinhso.simulators.pay.messages import Clock
from tinhso.simulators.pay.trouble import NOTICES, Trouble

TOLD = {"paid": "1", "hanging": "3", "failed": "4"}


class Platform:
    """One platform for one partner."""

    def __init__(self, book: Book, trouble: Trouble, clock: Clock, partner: str, secret: str) -> None:
        self.book, self.trouble, self.clock = book, trouble, clock
        self.partner, self.secret = partner, secret

    def answer(self, body: dict[str, Any], origin: str) -> dict[str, Any]:
        """INIT, QUERY or GET_BILL; anything without the partner's code is refused with 97."""
        kind = str(body.get("LoaiBanTin", ""))
        order = messages.INIT if kind == "INIT" else messages.QUERY
        if (
            body.get("MaXacThuc") != messages.code(body, order, self.secret)
            or body.get("MaDoiTac") != self.partner
        ):
            return {"LoaiBanTin": kind, "MaLoi": "97"}
        words = {
            "INIT": lambda: self._init(body, origin),
            "QUERY": lambda: self._query(body),
            "GET_BILL": lambda: self._bill(body),
        }
        return words[kind]() if kind in words else {"MaLoi": "99"}

    def _init(self, body: dict[str, Any], origin: str) -> dict[str, Any]:
        reference, secret = str(body["MaThamChieu"]), secrets.token_urlsafe(18)
        self.book.run(
            "INSERT OR IGNORE INTO payment (reference, secret, amount, body) VALUES (?, ?, ?, ?)",
            reference,
            secret,
            int(body["SoTien"]),
            json.dumps(body, ensure_ascii=False),
        )
        known = self.book.payment(reference)
        page = f"{origin}/tra/{known['secret'] if known else secret}"
        return {"LoaiBanTin": "INIT", "MaLoi": "00", "MaThamChieu": reference, "UrlThanhToan": page}

    def _query(self, body: dict[str, Any]) -> dict[str, Any]:
        known = self.book.payment(str(body["MaThamChieu"]))
        told = {
            "LoaiBanTin": "QUERY",
            "MaLoi": "00" if known else "01",
            "MaDoiTac": self.partner,
            "MaThamChieu": str(body["MaThamChieu"]),
            "SoTien": str(known["amount"]) if known else "",
            "MaGiaoDich": known["number"] if known else "",
            "MaNganHang": "MOPHONG" if known else "",
            "TrangThaiGD": TOLD.get(known["state"], "") if known else "",
            "ThoiGianGD": (known["at"] if known else "") or self.clock.now(),
        }
        return messages.signed(told, messages.ANSWER, self.secret)

    def _bill(self, body: dict[str, Any]) -> dict[str, Any]:
        known = self.book.payment(str(body["MaThamChieu"]))
        if known is None or known["state"] != "paid":
            return {"MaLoi": "01"}
        lines = (
            "BIEN LAI THANH TOAN (MO PHONG, KHONG CO GIA TRI)",
            f"Ma tham chieu: {known['reference']}",
            f"Ma giao dich: {known['number']}",
            f"So tien: {known['amount']} VND",
            f"Thoi gian: {known['at']}",
        )
        return {"MaLoi": "00", "BienLai": base64.b64encode(bill(lines)).decode()}

    def pay(self, reference: str, how: str) -> bool:
        """The payer's part: `paid`, `failed` or `hanging`. False when it has ended before."""
        number = f"MP{secrets.randbelow(10**12):012d}"
        if how not in TOLD or not self.book.end(
            reference, how, number if how == "paid" else "", self.clock.now()
        ):
            return False
        if how != "hanging":
            self._tell(reference)
        return True

    def _tell(self, reference: str) -> None:
        """Put what the province is told into the post; on a bad day not what happened, or not at all."""
        known = self.book.payment(reference)
        assert known is not None
        paid = known["state"] == "paid"
        fate = self.trouble.draw(NOTICES, reference)
        if (fate == "false_success" and paid) or (fate in ("contradicted", "altered") and not paid):
            self.trouble.met[fate].remove(reference)
            fate = ""
        if fate == "lost":
            return
        if fate == "forged_first":
            forged = {**self.notice(known), "SoTien": str(known["amount"]), "MaXacThuc": "0" * 64}
            self._post(reference, forged)
        told = {
            "contradicted": {"MaLoi": "08", "MaGiaoDich": ""},
            "altered": {"SoTien": str(known["amount"] + 1000)},
            "false_success": {"MaLoi": "00", "MaGiaoDich": f"MP{secrets.randbelow(10**12):012d}"},
        }.get(fate, {})
        body = messages.signed({**self.notice(known), **told}, messages.NOTICE, self.secret)
        for _turn in range(3 if fate == "repeated" else 1):
            self._post(reference, body, self.trouble.number(4) if fate == "delayed" else 0)

    def notice(self, known: dict[str, Any]) -> dict[str, Any]:
        """The fields of an IPN about a payment, without its code."""
        return {
            "LoaiBanTin": "IPN",
            "MaLoi": "00" if known["state"] == "paid" else "08",
            "MaDoiTac": self.partner,
            "MaThamChieu": known["reference"],
            "SoTien": str(known["amount"]),
            "MaTienTe": "VND",
            "MaGiaoDich": known["number"],
            "MaNganHang": "MOPHONG",
            "ThoiGianGD": known["at"] or self.clock.now(),
            "ThongTinGiaoDich": str(known["body"].get("ThongTinGiaoDich", "")),
        }

    def _post(self, reference: str, body: dict[str, Any], rounds: int = 0) -> None:
        self.book.run(
            "INSERT INTO notice (reference, body, rounds) VALUES (?, ?, ?)",
            reference,
            json.dumps(body, ensure_ascii=False),
            rounds,
        )
