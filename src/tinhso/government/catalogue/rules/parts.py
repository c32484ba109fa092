"""Reading the lists of a record: ways to file, papers, results, law, subjects."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import cast

from tinhso.government.catalogue.rules.cells import Reading
from tinhso.government.catalogue.rules.shapes import (
    Channel,
    DocumentCase,
    DocumentItem,
    FeeKind,
    Method,
    ResultPaper,
)

CHANNELS = ("DIRECT", "ONLINE", "POSTAL")
FEE_KINDS = ("FREE", "FREE_OR_UNSTATED", "AMOUNT", "UNSTATED")
CURRENCIES = ("VND", "USD")
UNITS = ("HOUR", "WORKING_DAY", "DAY", "MONTH")
LONGEST_LIMIT = 3660
LEAST_FEE = 1000
MOST_FEE = 10**12
MOST_COPIES = 10
_METHOD = frozenset(["channel", "time_value", "time_unit", "fee_kind", "fee_amount", "fee_currency", "note"])
_CASE = frozenset(("case", "items", "text"))
_ITEM = frozenset(("name", "form_file", "originals", "copies"))
_RESULT = frozenset(("name", "code"))
# The portal lists subjects with commas and its own names contain commas: these pieces are one subject.
_SUBJECTS = (
    ("Tổ chức (không bao gồm doanh nghiệp", "HTX)"),
    ("Cán bộ", "công chức", "viên chức"),
)
# No year has brought so many: a larger number carries a year that stood before it, as in 1102/2011/QH13.
_MOST_IN_A_YEAR = re.compile(r"(?P<number>\d+)/(?:\d{4}/)?(?P<kind>QH|NĐ-CP|NQ-CP)")
_MOST = {"QH": 300, "NĐ-CP": 900, "NQ-CP": 900}


def methods(reading: Reading, value: object) -> tuple[Method, ...]:
    """The ways to file; a row of an unknown channel is left out, an unknown limit or fee stays open."""
    found = []
    for path, row in reading.tables("methods", value, _METHOD):
        channel = row.get("channel")
        if channel not in CHANNELS:
            reading.leave(f"{path}.channel", channel, "unknown_channel")
            continue
        kind, amount, currency = _fee(reading, path, row)
        note = reading.text(f"{path}.note", row.get("note"), 50_000)
        limit = _limit(reading, path, row)
        found.append(Method(cast(Channel, channel), limit, kind, amount, currency, note))
    return tuple(found)


def _limit(reading: Reading, path: str, row: dict[str, object]) -> tuple[Decimal, str] | None:
    value, unit = row.get("time_value"), row.get("time_unit")
    if unit is not None and unit not in UNITS:
        reading.leave(f"{path}.time_unit", unit, "unknown_unit")
        return None
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        reading.leave(f"{path}.time_value", value, "not_a_number")
        return None
    if not 0 < value <= LONGEST_LIMIT:  # neither is infinity nor NaN
        reading.leave(f"{path}.time_value", value, "bad_limit")
        return None
    if unit is None:
        reading.leave(f"{path}.time_value", f"{value:g}", "no_unit")
        return None
    number = Decimal(str(value))
    return (number.quantize(Decimal(1)) if number == number.to_integral() else number), unit


def _fee(reading: Reading, path: str, row: dict[str, object]) -> tuple[FeeKind, int | None, str]:
    kind, amount, currency = row.get("fee_kind"), row.get("fee_amount"), row.get("fee_currency")
    if kind is not None and kind not in FEE_KINDS:
        reading.leave(f"{path}.fee_kind", kind, "unknown_fee_kind")
        return "UNSTATED", None, ""
    known = cast(FeeKind, kind or "UNSTATED")
    if amount is None and known != "AMOUNT":
        return known, None, ""
    if currency not in CURRENCIES:
        reading.leave(f"{path}.fee_currency", currency, "unknown_currency")
        return known, None, ""
    number = reading.whole(f"{path}.fee_amount", amount)
    if number is None:
        return known, None, ""
    if known != "AMOUNT" or not 0 < number <= MOST_FEE:
        reading.leave(f"{path}.fee_amount", amount, "bad_fee")
        return known, None, ""
    if currency == "VND" and number < LEAST_FEE:
        reading.leave(f"{path}.fee_amount", amount, "fee_too_small")
        return known, None, ""
    return known, number, currency


def documents(reading: Reading, value: object) -> tuple[DocumentCase, ...]:
    """The papers case by case; a paper whose name the source lost is named by its form."""
    found = []
    for path, row in reading.tables("documents", value, _CASE):
        case = reading.text(f"{path}.case", row.get("case"), 5_000)
        items = tuple(_items(reading, f"{path}.items", row.get("items")))
        found.append(DocumentCase(case, items, reading.text(f"{path}.text", row.get("text"), 50_000)))
    return tuple(found)


def _items(reading: Reading, field: str, value: object) -> list[DocumentItem]:
    found = []
    for path, row in reading.tables(field, value, _ITEM):
        name = reading.text(f"{path}.name", row.get("name"), 20_000)
        form = reading.text(f"{path}.form_file", row.get("form_file"), 500)
        if not name and not form:
            reading.leave(path, row, "no_words")
            continue
        originals = _count(reading, f"{path}.originals", row.get("originals", 0))
        copies = _count(reading, f"{path}.copies", row.get("copies", 0))
        found.append(DocumentItem(name or form, form, originals, copies))
    return found


def _count(reading: Reading, field: str, value: object) -> int | None:
    number = reading.whole(field, 0 if value is None else value)
    if number is None:
        return None
    if not 0 <= number <= MOST_COPIES:
        reading.leave(field, value, "count_glued")
        return None
    return number


def results(reading: Reading, value: object) -> tuple[ResultPaper, ...]:
    """The papers a procedure ends with."""
    found = []
    for path, row in reading.tables("results", value, _RESULT):
        name = reading.text(f"{path}.name", row.get("name"), 5_000)
        code = reading.text(f"{path}.code", row.get("code"), 40)
        if name or code:
            found.append(ResultPaper(name, code))
        else:
            reading.leave(path, row, "no_words")
    return tuple(found)


def subjects(reading: Reading, value: object) -> tuple[str, ...]:
    """Who may file; names that the source split at their own commas are put together again."""
    pieces = reading.words("subjects", value, 500)
    found: list[str] = []
    at = 0
    while at < len(pieces):
        for whole in _SUBJECTS:
            if pieces[at : at + len(whole)] == whole:
                found.append(", ".join(whole))
                at += len(whole)
                break
        else:
            found.append(pieces[at])
            at += 1
    return tuple(found)


def legal_codes(reading: Reading, value: object) -> tuple[str, ...]:
    """Numbers of legal documents; a number that swallowed a year is left to the raw text."""
    found = []
    for index, code in enumerate(reading.words("legal_codes", value, 100)):
        match = _MOST_IN_A_YEAR.match(code)
        if match and (len(match["number"]) > 9 or int(match["number"]) > _MOST[match["kind"]]):
            reading.leave(f"legal_codes[{index}]", code, "law_glued")
        else:
            found.append(code)
    return tuple(found)
