"""The intake's own form: one JSON object per package, described in docs/guides/portal.md."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from tinhso.government.portal.rules import arrivals
from tinhso.government.portal.rules.arrivals import Arrival, Fault, Unreadable

_SHA256 = re.compile(r"[0-9a-f]{64}")
# A plain name: nothing that a path reads as a folder above.
_REFERENCE = re.compile(r"[A-Za-z0-9_\-][A-Za-z0-9._\-]{0,119}")
# No calendar and no time zone runs over at these.
_YEARS = range(1990, 2200)
PERSON_TEXTS = (
    "name", "kind", "citizen_id", "tax_number", "passport", "phone", "email", "address", "mandate",
)  # fmt: skip
LONGEST = 4000


class Push:
    """Reads the packages that are pushed to `/api/v1/portal/packages`."""

    def envelope(self, content: dict[str, Any]) -> tuple[str, int, str]:
        """Code, number and kind, empty or 0 where they cannot be read."""
        number = content.get("sequence")
        whole = number if isinstance(number, int) and not isinstance(number, bool) else 0
        code, kind = content.get("portal_code"), content.get("kind")
        return (
            code[:60] if isinstance(code, str) else "",
            whole if 0 < whole < 2**62 else 0,
            kind if isinstance(kind, str) and kind in arrivals.KINDS else "",
        )

    def read(self, content: dict[str, Any]) -> Arrival:
        """The package. Raises Unreadable with every fault of its shape."""
        reader = _Reader()
        code, number, kind = self.envelope(content)
        if not code:
            reader.fault("portal_code", "missing")
        if not kind:
            reader.fault("kind", "unknown")
        body = reader.branch(content, kind) if kind else {}
        made = getattr(reader, kind)(body) if kind else None
        if reader.faults or made is None:
            raise Unreadable(reader.faults)
        return Arrival(code, number, kind, made)


class _Reader:
    """Reads one package and gathers its faults."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def fault(self, field: str, code: str) -> None:
        """Note a fault."""
        self.faults.append(Fault(field, code))

    def filing(self, body: Mapping[str, Any]) -> arrivals.Filing:
        """A dossier."""
        people = [
            self.person(role, self.branch(body, role), role)
            for role in ("owner", "filer", "authorised")
            if isinstance(body.get(role), Mapping) and body.get(role)
        ]
        if not any(p.role == "owner" for p in people):
            self.fault("owner", "missing")
        return arrivals.Filing(
            procedure_code=self.text(body, "procedure_code", needed=True),
            filed_at=self.moment(body, "filed_at"),
            people=tuple(people),
            unit_code=self.text(body, "unit_code"),
            form=dict(self.branch(body, "form")),
            delivery=self.text(body, "delivery") or "desk",
            summary=self.text(body, "summary"),
            tech_id=self.text(body, "tech_id"),
            identity_level=self.text(body, "identity_level"),
            prepaid=body.get("prepaid") is True,
            payments=tuple(
                self.payment(row, f"payments.{n}.") for n, row in enumerate(self.rows(body, "payments"))
            ),
            files=self.files(body),
        )

    def supplement(self, body: Mapping[str, Any]) -> arrivals.Answer:
        """An answer to a request."""
        given = body.get("form")
        return arrivals.Answer(
            request=self.text(body, "request", needed=True),
            answered_at=self.moment(body, "answered_at"),
            form=dict(given) if isinstance(given, Mapping) else None,
            files=self.files(body),
            note=self.text(body, "note"),
        )

    def withdrawal(self, body: Mapping[str, Any]) -> arrivals.Withdrawal:
        """A dossier taken back."""
        return arrivals.Withdrawal(at=self.moment(body, "at"), reason=self.text(body, "reason"))

    def payment(self, body: Mapping[str, Any], path: str = "") -> arrivals.Payment:
        """Money taken."""
        amount = body.get("amount")
        if not isinstance(amount, int) or isinstance(amount, bool) or not 0 < amount < 10**12:
            self.fault(f"{path}amount", "not_an_amount")
            amount = 0
        return arrivals.Payment(
            amount=amount,
            receipt=self.text(body, "receipt", needed=True, path=path),
            paid_at=self.moment(body, "paid_at", path),
            fee=self.text(body, "fee", path=path),
        )

    def person(self, role: str, body: Mapping[str, Any], path: str) -> arrivals.Person:
        """One person; a name there must be."""
        told = {key: self.text(body, key, path=f"{path}.") for key in PERSON_TEXTS}
        if not told["name"]:
            self.fault(f"{path}.name", "missing")
        born: date | None = None
        if body.get("birth_date"):
            try:
                born = date.fromisoformat(str(body["birth_date"]))
            except ValueError:
                self.fault(f"{path}.birth_date", "not_a_date")
        told["kind"] = told["kind"] or "citizen"
        return arrivals.Person(
            role=role,
            birth_date=born,
            verified=body.get("verified") is True,
            **told,
        )

    def files(self, body: Mapping[str, Any]) -> tuple[arrivals.Attachment, ...]:
        """The files, each with its fingerprint and either content or a reference."""
        return tuple(self.file(row, f"files.{n}.") for n, row in enumerate(self.rows(body, "files")))

    def file(self, row: Mapping[str, Any], path: str) -> arrivals.Attachment:
        """One file."""
        sha256 = self.text(row, "sha256", path=path).lower()
        if not _SHA256.fullmatch(sha256):
            self.fault(f"{path}sha256", "not_a_hash")
        content: bytes | None = None
        reference = self.text(row, "reference", path=path)
        given = row.get("content")
        if isinstance(given, str) and given:
            try:
                content = base64.b64decode(given, validate=True)
            except (binascii.Error, ValueError):
                self.fault(f"{path}content", "not_base64")
        elif not _REFERENCE.fullmatch(reference):
            self.fault(f"{path}reference", "missing")
        return arrivals.Attachment(
            component=self.text(row, "component", needed=True, path=path),
            name=self.text(row, "name", needed=True, path=path),
            sha256=sha256,
            content=content,
            reference=reference,
        )

    def branch(self, body: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        """An object within; an empty one where there is none or something else."""
        value = body.get(key)
        if value is not None and not isinstance(value, Mapping):
            self.fault(key, "not_an_object")
        return value if isinstance(value, Mapping) else {}

    def rows(self, body: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
        """A list of objects within."""
        value = body.get(key) or []
        if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
            self.fault(key, "not_a_list")
            return []
        return value

    def text(self, body: Mapping[str, Any], key: str, *, needed: bool = False, path: str = "") -> str:
        """A text that can be stored."""
        value = body.get(key)
        if value is None or value == "":
            if needed:
                self.fault(f"{path}{key}", "missing")
            return ""
        if not isinstance(value, str) or len(value) > LONGEST:
            self.fault(f"{path}{key}", "not_a_text")
            return ""
        return value.strip()

    def moment(self, body: Mapping[str, Any], key: str, path: str = "") -> datetime:
        """A moment with its offset: a time without zone could be any of twenty-four."""
        try:
            found = datetime.fromisoformat(str(body.get(key) or ""))
        except ValueError:
            found = None
        if found is None or found.tzinfo is None or found.year not in _YEARS:
            self.fault(f"{path}{key}", "not_a_moment")
            return datetime.max.replace(tzinfo=_UTC)
        return found


_UTC = datetime.fromisoformat("2000-01-01T00:00:00+00:00").tzinfo
