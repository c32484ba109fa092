"""REST of money: the national portal asks what a dossier owes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from tinhso.foundation.identity.api import TokenAuth, actor_of, rest_access, throttle
from tinhso.government.payments.actions.tell_owed import ToldOwed, tell_owed
from tinhso.lib.problem import Problem

router = Router(auth=TokenAuth())
ERRORS = {code: Problem for code in (400, 401, 403, 404, 409, 422, 429)}
# Questions of one client, and about one code, in a quarter of an hour.
MOST, MOST_OF_ONE, WINDOW = 3000, 30, 900


class AskOwed(Schema):
    """The dossier's code, as the person typed it on the portal."""

    MaHoSo: str


class FeeOut(Schema):
    """One line that is owed; `LoaiPhiLePhi` 1 phí, 2 lệ phí, as in INIT. Whole đồng."""

    LoaiPhiLePhi: str
    MaPhiLePhi: str
    TenPhiLePhi: str
    SoTien: int


class OwedOut(Schema):
    """What a dossier owes. Beside `MaTraCuuTT` the names are those of the platform's INIT message."""

    MaTraCuuTT: str
    MaHoSo: str
    MaTTHC: str
    TenTTHC: str
    SoTien: int
    PhiLePhi: list[FeeOut]
    TKThuHuong: str
    MaNHThuHuong: str
    TenTKThuHuong: str
    HoTenNguoiNop: str


@router.post("/payments/owed", response={200: OwedOut, **ERRORS}, tags=["payments"])
@rest_access("client", scope="payments:owed")
def owed(request: HttpRequest, asked: AskOwed) -> Any:
    """Tell what a dossier owes, into which account, and who pays. Nothing else of the dossier is told.

    404 for a code that is unknown or owes nothing (one voice); 409 while a payment is on its way.
    """
    actor = actor_of(request)
    throttle(f"payments:owed:{actor.account_id or actor.ip}", MOST, WINDOW)
    throttle(f"payments:owed:{asked.MaHoSo[:60].upper()}", MOST_OF_ONE, WINDOW)
    return _out(tell_owed(actor, asked.MaHoSo))


def _out(told: ToldOwed) -> OwedOut:
    account = told.account
    return OwedOut(
        MaTraCuuTT=told.reference,
        MaHoSo=told.owed.code,
        MaTTHC=told.owed.procedure_code,
        TenTTHC=told.owed.procedure_title,
        SoTien=told.owed.amount,
        PhiLePhi=[
            FeeOut(
                LoaiPhiLePhi="2" if line.kind == "charge" else "1",
                MaPhiLePhi=line.key,
                TenPhiLePhi=line.name,
                SoTien=line.amount,
            )
            for line in told.owed.lines
        ],
        TKThuHuong=account.number if account else "",
        MaNHThuHuong=account.bank_bin if account else "",
        TenTKThuHuong=account.holder if account else "",
        HoTenNguoiNop=told.owed.payer,
    )
