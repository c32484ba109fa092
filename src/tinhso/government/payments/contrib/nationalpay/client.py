"""The platform over HTTP: every message is one JSON POST to one address, told apart by LoaiBanTin.

The address scheme is ours to assume: the sources tell the messages and no path. An answer counts only with its own
MaXacThuc and for the reference that was asked about.
"""

from __future__ import annotations

import base64
import binascii
import json
import ssl
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import httpx
from django.conf import settings

from tinhso.foundation.worktime.api import ZONE
from tinhso.government.payments.contrib.nationalpay import messages
from tinhso.government.payments.gateway import Forged, Order, Told, Unreachable

LARGEST = 2 * 1024 * 1024


class NationalPay:
    """One connection. `secret`, partner and orders of fields come from the settings."""

    def __init__(self) -> None:
        self._url = settings.TINHSO_PAY_URL
        self._secret = settings.TINHSO_PAY_SECRET
        self._partner = settings.TINHSO_PAY_PARTNER
        self._orders = {**messages.ORDERS, **settings.TINHSO_PAY_FIELDS}
        self._joint = settings.TINHSO_PAY_JOINT

    def open(self, order: Order) -> tuple[str, Mapping[str, Any]]:
        """`INIT`; the page must stand on the platform's own origin."""
        answer = self._send(self._signed("INIT", _init(order, self._partner)))
        page = str(answer.get("UrlThanhToan", ""))
        if str(answer.get("MaLoi", messages.DONE)) != messages.DONE or not self._own(page):
            raise Unreachable("init_refused")
        return page[:1000], answer

    def ask(self, reference: str, at: datetime) -> Told:
        """`QUERY`."""
        answer = self._send(self._signed("QUERY", self._short("QUERY", reference, at)))
        if not messages.is_genuine(answer, self._orders["ANSWER"], self._secret, self._joint):
            raise Unreachable("answer_forged")
        if str(answer.get("MaThamChieu", "")) != reference:
            raise Unreachable("answer_for_another")
        state = messages.STATES.get(str(answer.get("TrangThaiGD", "")), "unknown")
        return _told(answer, state)

    def bill(self, reference: str, at: datetime) -> bytes:
        """`GET_BILL`: a PDF, as base64 in a field of its own (the name of the field is assumed)."""
        answer = self._send(self._signed("QUERY", self._short("GET_BILL", reference, at)))
        try:
            content = base64.b64decode(str(answer.get("BienLai", "")), validate=True)
        except (binascii.Error, ValueError) as error:
            raise Unreachable("bill_unreadable") from error
        if not content.startswith(b"%PDF"):
            raise Unreachable("bill_absent")
        return content

    def notice(self, content: Mapping[str, Any]) -> Told:
        """An IPN. A partner's message for somebody else is as good as forged."""
        if not messages.is_genuine(content, self._orders["IPN"], self._secret, self._joint):
            raise Forged("code")
        if str(content.get("MaDoiTac", "")) != self._partner or str(content.get("MaTienTe", "VND")) != "VND":
            raise Forged("partner")
        return _told(content, "ok" if str(content.get("MaLoi", "")) == messages.DONE else "fail")

    def answer(self, content: Mapping[str, Any], verdict: str) -> dict[str, Any]:
        """The same reference back with MaLoi, signed over the order of an answer."""
        body = {
            "LoaiBanTin": "IPN",
            "MaLoi": messages.ANSWERS[verdict],
            "MaDoiTac": self._partner,
            "MaThamChieu": str(content.get("MaThamChieu", ""))[:80],
        }
        code = messages.code_of(body, self._orders["ANSWER"], self._secret, self._joint)
        return {**body, "MaXacThuc": code}

    def _short(self, kind: str, reference: str, at: datetime) -> dict[str, Any]:
        return {
            "LoaiBanTin": kind,
            "PhienBan": messages.VERSION,
            "MaDoiTac": self._partner,
            "MaThamChieu": reference,
            "ThoiGianGD": messages.written(at, ZONE),
        }

    def _signed(self, order: str, body: dict[str, Any]) -> dict[str, Any]:
        return {**body, "MaXacThuc": messages.code_of(body, self._orders[order], self._secret, self._joint)}

    def _own(self, page: str) -> bool:
        asked, own = urlsplit(page), urlsplit(settings.TINHSO_PAY_PAGES or self._url)
        return (asked.scheme, asked.netloc) == (own.scheme, own.netloc) and asked.scheme in ("http", "https")

    def _send(self, body: Mapping[str, Any]) -> dict[str, Any]:
        content = bytearray()
        try:
            with (
                httpx.Client(
                    timeout=settings.TINHSO_PAY_TIMEOUT,
                    follow_redirects=False,
                    trust_env=False,
                    verify=_trusted(),
                ) as client,
                client.stream("POST", self._url, json=dict(body)) as answer,
            ):
                for part in answer.iter_bytes():
                    content += part
                    if len(content) > LARGEST:
                        raise Unreachable("answer_too_large")
        except httpx.HTTPError as error:
            raise Unreachable(type(error).__name__) from error
        if answer.status_code != 200:
            raise Unreachable(f"http_{answer.status_code}")
        try:
            found = json.loads(bytes(content))
        except ValueError as error:
            raise Unreachable("no_json") from error
        if not isinstance(found, dict):
            raise Unreachable("no_json_object")
        return found


@cache
def _trusted() -> ssl.SSLContext:
    """Whose certificates are believed; read once, for reading them took longer than a message."""
    return httpx.create_ssl_context(trust_env=False)


def _told(content: Mapping[str, Any], state: str) -> Told:
    return Told(
        reference=str(content.get("MaThamChieu", ""))[:80],
        state=state,
        amount=messages.whole(content.get("SoTien", "")),
        number=str(content.get("MaGiaoDich", ""))[:80],
        bank=str(content.get("MaNganHang", ""))[:40],
        at=messages.moment(content.get("ThoiGianGD", ""), ZONE),
        raw=content,
    )


def _init(order: Order, partner: str) -> dict[str, Any]:
    """The fields of INIT; facts of fines are not ours and stay out."""
    bank, number, holder = order.account
    bill = {
        "MaDichVu": "2",
        "MaTTHC": order.procedure_code,
        "TenTTHC": order.procedure_title,
        "MaDonVi": order.agency_code,
        "TenDonVi": order.agency_name,
        "MaHoSo": order.code,
        "TKThuHuong": number,
        "MaNHThuHuong": bank,
        "TenTKThuHuong": holder,
        "NoiDungThanhToan": f"Phi, le phi ho so {order.code}",
        "HoTenNguoiNop": order.payer,
        "SoCMNDNguoiNop": order.payer_number,
        "DiaChiNguoiNop": order.payer_address,
        "PhiLePhi": [
            {
                "LoaiPhiLePhi": "2" if kind == "charge" else "1",
                "MaPhiLePhi": key,
                "TenPhiLePhi": name,
                "SoTien": str(amount),
            }
            for kind, key, name, amount in order.lines
        ],
        "DSKhoanNop": [{"NoiDung": name, "SoTien": str(amount)} for _kind, _key, name, amount in order.lines],
    }
    return {
        "LoaiBanTin": "INIT",
        "PhienBan": messages.VERSION,
        "MaDoiTac": partner,
        "MaThamChieu": order.reference,
        "SoTien": str(order.amount),
        "LoaiHinhThanhToan": "PAY",
        "MaKenhThanhToan": "1",
        "MaThietBi": "1",
        "NgonNgu": "vi-VN",
        "MaTienTe": "VND",
        "MaNganHang": "PAYMENT",
        "ThongTinGiaoDich": f"Ho so {order.code}",
        "ThoiGianGD": messages.written(order.at, ZONE),
        "Ip": order.ip,
        "ThongTinBienLai": bill,
    }
