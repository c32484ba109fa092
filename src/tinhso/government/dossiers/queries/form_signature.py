"""Whether the applicant signed the e-form digitally, and whether it still says what they signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import override

from tinhso.foundation.identity.api import person_name
from tinhso.foundation.signing.api import OPEN
from tinhso.government.dossiers.actions.sign_form import form_requests
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.paperwork.form_data import digest_of, form_data


@dataclass(frozen=True)
class FormSignature:
    """`waits`: the person has yet to confirm on their telephone; `fault`: why the last try failed.

    `file_id`: the signed XML. `same` False: the form or its papers changed since (a supplement, say).
    """

    waits: bool = False
    fault: str = ""
    name: str = ""
    at: datetime | None = None
    file_id: UUID | None = None
    same: bool = True


def form_signature(dossier: Dossier) -> FormSignature | None:
    """The newest signature or try; None where nobody ever wanted to sign the form. One question then."""
    every = form_requests(dossier)
    if not every:
        return None
    last = every[-1]
    tries = last.state in OPEN
    waits = last.state in ("started", "confirming")
    fault = last.fault_text if last.state == "waiting" else ""
    signed = next((one for one in reversed(every) if one.state == "signed"), None)
    if signed is None:
        return FormSignature(waits, fault) if tries else None
    with override("vi"):
        same = signed.look.get("texts", {}).get("digest") == digest_of(form_data(dossier))
    name = person_name(signed.account_id) if signed.account_id else ""
    return FormSignature(waits, fault, name, signed.ended_at, signed.signed_id, same)
