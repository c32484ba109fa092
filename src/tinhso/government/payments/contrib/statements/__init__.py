"""Files that others send each day: the platform's list and the bank's statement.

**Open point.** No public source tells the format of the platform's reconciliation file or of the treasury's
statement. CSV is read by the names of its columns; camt.053 (ISO 20022) by its elements.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

LARGEST, MOST_ROWS = 8_000_000, 100_000


class UnreadableFile(ValueError):
    """The file is none that we read; the text is a short code, `row` the line where known."""

    def __init__(self, code: str, row: int = 0) -> None:
        super().__init__(code)
        self.code, self.row = code, row


@dataclass(frozen=True)
class Credit:
    """Money that came into an account, or one payment of the platform's list. Whole đồng."""

    number: str
    day: date
    amount: int
    text: str
    reference: str = ""
