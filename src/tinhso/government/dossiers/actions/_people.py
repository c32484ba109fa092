"""Storing the people of a dossier, and which account a person is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tinhso.government.dossiers.actions._texts import text
from tinhso.government.dossiers.models import Dossier, DossierParty, PartyRole, SubjectKind
from tinhso.government.dossiers.rules.inputs import PartyInput
from tinhso.government.dossiers.rules.passports import passport, passport_fault
from tinhso.government.dossiers.rules.people import phone_fault
from tinhso.government.dossiers.rules.phones import phone
from tinhso.government.dossiers.rules.standing import unproven
from tinhso.lib.errors import FieldError, Invalid, Refused
from tinhso.lib.text import digits, fold, sort_key

_FIELDS = ("name", "kind", "citizen_id", "tax_number", "phone", "email", "address", "mandate")


def parties_from(people: Mapping[str, Any]) -> list[PartyInput]:
    """Parties from the answers around a form: `{"owner": {…}, "filer": {…}, "authorised": {…}}`."""
    found = []
    for role in PartyRole.values:
        raw = people.get(role)
        if not isinstance(raw, Mapping) or not str(raw.get("name", "")).strip():
            continue
        fields = {key: str(raw.get(key) or "") for key in _FIELDS}
        fields["kind"] = fields["kind"] or "citizen"
        found.append(PartyInput(role=role, birth_date=_day(raw.get("birth_date")), **fields))  # type: ignore[arg-type]
    return found


def check_parties(parties: Iterable[PartyInput]) -> list[PartyInput]:
    """The people when `party_faults` finds nothing; Invalid names every fault."""
    known = list(parties)
    errors = party_faults(known)
    if errors:
        raise Invalid(errors)
    return known


def party_faults(parties: Iterable[PartyInput]) -> list[FieldError]:
    """Every fault: exactly one owner, at most one of each other role, numbers that are numbers, proven standing."""
    known = list(parties)
    errors: list[FieldError] = []
    roles = [p.role for p in known]
    if roles.count("owner") != 1:
        errors.append(FieldError("owner.name", _("Hãy nhập họ tên chủ hồ sơ.")))
    errors += [
        FieldError(role, _("Chỉ được nhập một người cho vai này."))
        for role in set(roles)
        if roles.count(role) > 1
    ]
    for party in known:
        errors += _faults(party)
    role = unproven(known)
    if role:
        errors.append(
            FieldError(f"{role}.citizen_id", _("Hãy ghi số căn cước của người nộp thay, hoặc giấy ủy quyền."))
        )
    return errors


def party_rows(dossier: Dossier, parties: Iterable[PartyInput]) -> list[DossierParty]:
    """The people, to be written; they live in rows of their own so that they can be erased."""
    return [_row(dossier, party) for party in parties]


def _row(dossier: Dossier, party: PartyInput) -> DossierParty:
    name = text(party.name, f"{party.role}.name", 250, needed=True)
    return DossierParty(
        dossier=dossier,
        role=party.role,
        kind=party.kind,
        name=name,
        name_key=sort_key(name)[:1200],
        name_fold=fold(name)[:250],
        citizen_id=digits(party.citizen_id),
        tax_number=text(party.tax_number, f"{party.role}.tax_number", 20),
        passport=passport(party.passport) or "",
        birth_date=party.birth_date,
        phone=phone(party.phone) or "",
        email=text(party.email, f"{party.role}.email", 254),
        address=text(party.address, f"{party.role}.address", 500),
        mandate=text(party.mandate, f"{party.role}.mandate", 500),
        verified=party.verified,
    )


def _faults(party: PartyInput) -> list[FieldError]:
    errors = []
    if party.role not in PartyRole.values:
        errors.append(FieldError("role", _("Vai của người trong hồ sơ không hợp lệ.")))
    if party.kind not in SubjectKind.values:
        errors.append(FieldError(f"{party.role}.kind", _("Loại đối tượng không hợp lệ.")))
    for key, most in (
        ("name", 250),
        ("tax_number", 20),
        ("phone", 30),
        ("email", 254),
        ("address", 500),
        ("mandate", 500),
    ):
        try:
            text(getattr(party, key), f"{party.role}.{key}", most, needed=key == "name")
        except Refused as refusal:
            errors.append(FieldError(f"{party.role}.{key}", refusal.message))
    if party.phone.strip() and phone(party.phone) is None:
        errors.append(FieldError(f"{party.role}.phone", phone_fault()))
    return [*errors, *number_faults(party)]


def number_faults(party: PartyInput) -> list[FieldError]:
    """What is wrong with the numbers of one person."""
    errors = []
    if party.citizen_id.strip() and len(digits(party.citizen_id)) not in (9, 12):
        errors.append(
            FieldError(
                f"{party.role}.citizen_id", _("Số định danh cá nhân có 12 chữ số (giấy tờ cũ: 9 chữ số).")
            )
        )
    if party.passport.strip() and passport(party.passport) is None:
        errors.append(FieldError(f"{party.role}.passport", passport_fault()))
    return errors


def _day(value: Any) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None
