"""camt.053 (ISO 20022): booked credits in đồng, of any version of the message; no entities, no DTD."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from tinhso.government.payments.contrib.statements import LARGEST, MOST_ROWS, Credit, UnreadableFile

FAMILY = "urn:iso:std:iso:20022:tech:xsd:camt.053.001."


def read(content: bytes) -> list[Credit]:
    """The booked credits (CRDT, BOOK). Raises UnreadableFile, also for another currency or half a đồng."""
    if len(content) > LARGEST:
        raise UnreadableFile("too_large")
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise UnreadableFile("not_xml") from error
    if not root.tag.startswith("{" + FAMILY):
        raise UnreadableFile("not_camt053")
    space = root.tag.partition("}")[0] + "}"
    entries = root.findall(f"{space}BkToCstmrStmt/{space}Stmt/{space}Ntry")
    if len(entries) > MOST_ROWS:
        raise UnreadableFile("too_many_rows")
    return [_credit(entry, space, n) for n, entry in enumerate(entries, 1) if _is_credit(entry, space)]


def _is_credit(entry: Any, space: str) -> bool:
    status = entry.findtext(f"{space}Sts/{space}Cd") or entry.findtext(f"{space}Sts") or ""
    return entry.findtext(f"{space}CdtDbtInd") == "CRDT" and status.strip() == "BOOK"


def _credit(entry: Any, space: str, place: int) -> Credit:
    amount = entry.find(f"{space}Amt")
    if amount is None or amount.get("Ccy") != "VND":
        raise UnreadableFile("currency", place)
    booked = (
        entry.findtext(f"{space}BookgDt/{space}Dt")
        or (entry.findtext(f"{space}BookgDt/{space}DtTm") or "")[:10]
    )
    texts = [one.text or "" for one in entry.iter(f"{space}Ustrd")]
    number = entry.findtext(f"{space}NtryRef") or entry.findtext(f"{space}AcctSvcrRef") or ""
    try:
        exact, day = Decimal((amount.text or "").strip()), date.fromisoformat(booked)
    except (InvalidOperation, ValueError) as error:
        raise UnreadableFile("amount", place) from error
    if exact != exact.to_integral_value() or not 0 < exact < 10**13:
        raise UnreadableFile("amount", place)
    return Credit(number[:80], day, int(exact), " ".join(texts)[:500])
