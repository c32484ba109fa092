"""The port to a payment platform; an adapter is a class, named by TINHSO_PAY_ADAPTER. Without an address there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Order:
    """What is to be paid. Amounts in whole đồng; `lines`: (kind fee|charge, key, name, amount)."""

    reference: str
    amount: int
    code: str
    procedure_code: str
    procedure_title: str
    agency_code: str
    agency_name: str
    payer: str
    payer_number: str
    payer_address: str
    ip: str
    at: datetime
    lines: tuple[tuple[str, str, str, int], ...]
    account: tuple[str, str, str] = ("", "", "")


@dataclass(frozen=True)
class Told:
    """What the platform says of a transaction. `state`: ok, pending, fail, or unknown where it knows no such one."""

    reference: str
    state: str
    amount: int | None = None
    number: str = ""
    bank: str = ""
    at: datetime | None = None
    raw: Mapping[str, Any] | None = None


class Unreachable(Exception):
    """No answer that can be trusted; whether it was done is not known. The text is a short code."""


class Forged(Exception):
    """The message does not carry the platform's authentication code; the text is a short code."""


class Gateway(Protocol):
    """What every adapter can do. None of its methods touches the database."""

    def open(self, order: Order) -> tuple[str, Mapping[str, Any]]:
        """The address of the page to pay on, and the raw reply. Raises Unreachable."""

    def ask(self, reference: str, at: datetime) -> Told:
        """What became of a transaction. Raises Unreachable, also for an answer that proves nothing."""

    def bill(self, reference: str, at: datetime) -> bytes:
        """The platform's own receipt, PDF. Raises Unreachable."""

    def notice(self, content: Mapping[str, Any]) -> Told:
        """Read a notice that the platform pushed. Raises Forged."""

    def answer(self, content: Mapping[str, Any], verdict: str) -> dict[str, Any]:
        """What to answer to a notice; `verdict` is ok, unknown, amount or forged."""


def connected() -> bool:
    """True where people can pay online."""
    return bool(settings.TINHSO_PAY_URL)


def simulated() -> bool:
    """True where the platform is a simulator of this machine, as every page then says."""
    return connected() and bool(settings.TINHSO_PAY_SIMULATED)


def gateway() -> Gateway:
    """The adapter of this site. Raises Unreachable where none is connected."""
    if not connected():
        raise Unreachable("none")
    return cast(Gateway, import_string(settings.TINHSO_PAY_ADAPTER)())
