"""The platform's file of a day and the bank's statement, with the mistakes that such files have on a bad day."""

from __future__ import annotations

import csv
import io
from typing import Any
from xml.sax.saxutils import escape

from tinhso.simulators.pay.book import Book
from tinhso.simulators.pay.trouble import FILES, Trouble

COLUMNS = ("MaThamChieu", "MaGiaoDich", "SoTien", "TrangThaiGD", "ThoiGianGD", "MaNganHang")
BANK = ("Số bút toán", "Ngày giao dịch", "Số tiền ghi có", "Nội dung")


class Files:
    """What people download each morning. A mistake, once made, stays in the file."""

    def __init__(self, book: Book, trouble: Trouble) -> None:
        self._book, self._trouble = book, trouble
        self._fates: dict[tuple[str, str], str] = {}

    def platform(self, day: str) -> str:
        """CSV of everything that was paid on a day (yyyyMMdd)."""
        rows = []
        for reference, amount, number, at in self._paid(day):
            fate = self._fate("platform", reference)
            row = (reference, number, amount + (1000 if fate == "amount" else 0), 1, at, "MOPHONG")
            rows += [row] * {"absent": 0, "twice": 2}.get(fate, 1)
        return _csv(COLUMNS, rows)

    def statement(self, day: str) -> str:
        """CSV of what came into the account on a day: transfers of people, and what the platform passed on."""
        return _csv(BANK, [(number, _day(at), amount, text) for number, at, amount, text in self._bank(day)])

    def camt(self, day: str) -> str:
        """The same as camt.053.001.08, with made-up names of accounts."""
        entries = "".join(
            f'<Ntry><NtryRef>{escape(number)}</NtryRef><Amt Ccy="VND">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
            f"<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{at[:4]}-{at[4:6]}-{at[6:8]}</Dt></BookgDt>"
            f"<NtryDtls><TxDtls><RmtInf><Ustrd>{escape(text)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
            for number, at, amount, text in self._bank(day)
        )
        return (
            '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">'
            f"<BkToCstmrStmt><GrpHdr><MsgId>MP{day}</MsgId></GrpHdr><Stmt><Id>{day}</Id>{entries}</Stmt>"
            "</BkToCstmrStmt></Document>"
        )

    def _paid(self, day: str) -> list[tuple[str, int, str, str]]:
        rows: list[Any] = self._book.run(
            "SELECT reference, amount, number, at FROM payment WHERE state = 'paid' AND substr(at, 1, 8) = ? ORDER BY at, reference",
            day,
        )
        return rows

    def _bank(self, day: str) -> list[tuple[str, str, int, str]]:
        rows = []
        for reference, amount, number, at in self._paid(day):
            fate = self._fate("bank", reference)
            shown = amount + (1000 if fate == "amount" else 0)
            rows += [(number, at, shown, f"NTTT {number} {reference}")] * {"absent": 0, "twice": 2}.get(
                fate, 1
            )
        moved = self._book.run(
            "SELECT id, at, amount, text FROM transfer WHERE substr(at, 1, 8) = ? ORDER BY id", day
        )
        return rows + [(f"CK{ident:08d}", at, amount, text) for ident, at, amount, text in moved]

    def _fate(self, file: str, reference: str) -> str:
        key = (file, reference)
        if key not in self._fates:
            drawn = self._trouble.draw(FILES, f"{file}:{reference}")
            self._fates[key] = drawn
        return self._fates[key]


def _day(at: str) -> str:
    return f"{at[6:8]}/{at[4:6]}/{at[:4]}"


def _csv(header: tuple[str, ...], rows: list[tuple[Any, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()
