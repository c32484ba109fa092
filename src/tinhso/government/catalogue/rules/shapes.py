"""What one record of the national catalogue says, typed. What the source does not say stays empty."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Channel = Literal["DIRECT", "ONLINE", "POSTAL"]
FeeKind = Literal["FREE", "FREE_OR_UNSTATED", "AMOUNT", "UNSTATED"]


@dataclass(frozen=True)
class Method:
    """One way to file, as the portal's table states it.

    `limit` is (value, unit) with `unit` as in procedure.toml: HOUR, WORKING_DAY, DAY, MONTH; None when the
    source states no limit or states a number without its unit. `fee_kind` is the source's word:
    FREE_OR_UNSTATED is what the portal shows both for "free" and for "nobody filled it in", and FREE is
    no proof either. AMOUNT with `fee_amount` None means: there is a fee, its amount cannot be relied on
    and `note` has to be read. `fee_amount` is in whole units of `fee_currency` (VND or USD).
    """

    channel: Channel
    limit: tuple[Decimal, str] | None = None
    fee_kind: FeeKind = "UNSTATED"
    fee_amount: int | None = None
    fee_currency: str = ""
    note: str = ""


@dataclass(frozen=True)
class DocumentItem:
    """A paper of the dossier. `originals`/`copies` None: the number could not be relied on; both 0 often
    means that the line is guidance and no paper. The source keeps no order of papers."""

    name: str
    form_file: str = ""
    originals: int | None = 0
    copies: int | None = 0

    @property
    def guidance(self) -> bool:
        """True when the line asks for neither an original nor a copy: likely a remark, not a paper."""
        return self.originals == 0 and self.copies == 0


@dataclass(frozen=True)
class DocumentCase:
    """The papers of one case of a procedure (`case` empty: of every case); `text` is what stood beside."""

    case: str = ""
    items: tuple[DocumentItem, ...] = ()
    text: str = ""


@dataclass(frozen=True)
class ResultPaper:
    """A paper that the procedure ends with; `code` is its national result code (KQ.…), possibly empty."""

    name: str
    code: str = ""


@dataclass(frozen=True)
class Record:
    """One procedure of the national catalogue. Empty text or tuple: the source does not say.

    `levels` ⊂ ministry, province, district, commune, other. `methods_raw` is the portal's flattened
    table where it could not be taken apart into `methods`.
    """

    code: str
    name: str
    decision: str = ""
    issuer: str = ""
    levels: tuple[str, ...] = ()
    field: str = ""
    subjects: tuple[str, ...] = ()
    executing: str = ""
    authority: str = ""
    receiving_address: str = ""
    coordinating: str = ""
    steps: str = ""
    methods: tuple[Method, ...] = ()
    documents: tuple[DocumentCase, ...] = ()
    conditions: str = ""
    legal_codes: tuple[str, ...] = ()
    legal_raw: str = ""
    results: tuple[ResultPaper, ...] = ()
    related: str = ""
    source_url: str = ""
    kind: str = ""
    methods_raw: str = ""
