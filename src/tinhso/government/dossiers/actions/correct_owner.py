"""Putting right who the owner is or what the dossier asks for: a number that was missing, a name that was mistyped."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.worktime.api import now
from tinhso.government.dossiers.actions._frame import note_event, verb
from tinhso.government.dossiers.actions._lock import lock_dossier, save
from tinhso.government.dossiers.actions._people import number_faults
from tinhso.government.dossiers.actions._texts import text
from tinhso.government.dossiers.actions.accept import at_desk
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.rules.inputs import PartyInput
from tinhso.government.dossiers.rules.passports import passport as read_passport
from tinhso.government.dossiers.rules.transitions import OFFICE
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, Invalid, Refused
from tinhso.lib.text import digits, fold, sort_key


@verb("correct_owner")
def correct_owner(
    actor: Actor,
    dossier_id: UUID,
    *,
    reason: str,
    name: str = "",
    citizen_id: str = "",
    passport: str = "",
    tax_number: str = "",
    summary: str = "",
    expected_version: int | None = None,
) -> Dossier:
    """Write what is given over the owner's facts or the abstract; what is left empty stays. In any state.

    By the desk that received the dossier or the agency that decides it, with the ground (what was seen). A number
    that was changed is no longer one that was compared with a paper or proven. Raises Forbidden, Invalid, Refused
    (`reason_needed`, `nothing_to_correct`, `owner_erased`), Conflict for a stale page.
    """
    dossier = lock_dossier(actor, dossier_id, expected_version)
    if actor.kind != "officer" or not actor.has(*OFFICE):
        raise Forbidden("role_needed", _("Vai trò hiện tại của bạn không được sửa thông tin chủ hồ sơ."))
    at_desk(actor, dossier)
    why = text(reason, "reason", 1000)
    if not why:
        raise Refused("reason_needed", _("Hãy ghi căn cứ của việc sửa."), field="reason")
    party = dossier.parties.select_for_update().filter(role="owner").first()
    if party is None or party.erased_at is not None:
        raise Refused("owner_erased", _("Dữ liệu của chủ hồ sơ đã xóa theo quy định, không sửa được."))
    given = PartyInput(
        role="owner", name=party.name, citizen_id=citizen_id, passport=passport, tax_number=tax_number
    )
    faults = number_faults(given)
    if faults:
        raise Invalid(faults)
    wanted = {
        "name": text(name, "owner.name", 250),
        "citizen_id": digits(citizen_id),
        "passport": read_passport(passport) or "",
        "tax_number": text(tax_number, "owner.tax_number", 20),
    }
    changed = [key for key, value in wanted.items() if value and value != getattr(party, key)]
    for key in changed:
        setattr(party, key, wanted[key])
    if "name" in changed:
        party.name_key, party.name_fold = sort_key(party.name)[:1200], fold(party.name)[:250]
    if changed:
        party.verified = False
        party.save()
    said = text(summary, "summary", 1000)
    if said and said != dossier.summary:
        dossier.summary = said
        changed.append("summary")
    if not changed:
        raise Refused("nothing_to_correct", _("Chưa có mục nào thay đổi."), field="reason")
    save(dossier, now())
    note_event(actor, "correct_owner", dossier, {"fields": changed}, reason=why)
    return dossier
