"""The applicant signs the e-form they filed, with a public certificate at a remote service or on a SIM. Never required."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from tinhso.foundation.files.api import keep_made
from tinhso.foundation.records.api import Subject
from tinhso.foundation.signing import api as signing
from tinhso.foundation.signing.api import OPEN, Certificate, SigningRequest
from tinhso.government.dossiers.actions._frame import note_event, verb
from tinhso.government.dossiers.actions._lock import lock_dossier
from tinhso.government.dossiers.models import Dossier
from tinhso.government.dossiers.paperwork.form_data import digest_of, form_data
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Forbidden, Refused

WHAT = "form"
# Means whose person confirms on their own telephone: a resident has no device of ours, and no client beside the browser.
MEANS = ("smart", "sim")


def usable(actor: Actor) -> list[Certificate]:
    """The certificates with which this person may sign a form here."""
    if actor.account_id is None:
        return []
    return [one for one in signing.of_account(actor.account_id) if one.kind in MEANS]


def sign_form(actor: Actor, dossier_id: UUID, certificate_id: UUID) -> SigningRequest:
    """Ask for the form as it stands to be signed, and send it to the person's telephone; what waits already is the same.

    Raises NotFound, Forbidden for any but the account that filed, Refused, and what `signing.sign` refuses: the form
    stays filed whatever becomes of the signature.
    """
    asked = _asked(actor, dossier_id)
    if asked.state == "waiting":
        signing.sign(actor, [asked.pk], certificate_id)
        asked.refresh_from_db()
    return asked


@verb("ask_form")
def _asked(actor: Actor, dossier_id: UUID) -> SigningRequest:
    dossier = lock_dossier(actor, dossier_id)
    if actor.kind != "resident" or actor.account_id is None or dossier.account_id != actor.account_id:
        raise Forbidden("own_account_needed", _("Chỉ tài khoản đã nộp hồ sơ ký được tờ khai."))
    if not usable(actor):
        raise Refused("no_certificate", _("Bạn chưa có chữ ký số dùng được trên hệ thống."))
    with override("vi"):
        data = form_data(dossier)
    digest = digest_of(data)
    for one in form_requests(dossier):
        same = one.look.get("texts", {}).get("digest") == digest
        if one.state == "signed" and same:
            raise Refused("signed_already", _("Tờ khai này đã được ký số."))
        if one.state in OPEN:
            if same:
                return one
            signing.withdraw(actor, one.pk, _("Tờ khai đã thay đổi."))
    holder = Subject("dossier", dossier.pk)
    stored = keep_made(actor, f"to-khai-{dossier.code}.xml", data, holder, pages=0, kind="xml")
    wish = signing.Wish(
        holder,
        WHAT,
        _("Tờ khai: %(name)s") % {"name": dossier.procedure_title},
        file_id=stored.pk,
        account_id=actor.account_id,
        code=dossier.code,
        look="form",
        texts={"digest": digest},
        reason=_("Tờ khai của hồ sơ %(code)s") % {"code": dossier.code},
    )
    made = signing.ask(actor, wish)
    note_event(actor, "ask_form", dossier, {"request": made.pk})
    return made


def form_signed(actor: Actor, request: SigningRequest) -> None:
    """What signing calls: the act is on the dossier's record; the signed data is the request's."""
    dossier = Dossier.objects.filter(pk=request.subject_id).first()
    if dossier is not None:
        note_event(actor, "sign_form", dossier, {"request": request.pk, "file": request.signed_id})


def form_requests(dossier: Dossier) -> list[SigningRequest]:
    """Everything that was asked to be signed of the form, the oldest first."""
    return signing.asked_of("dossier", dossier.pk, WHAT)
