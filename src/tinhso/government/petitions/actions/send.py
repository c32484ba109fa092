"""Send a petition: by whoever is signed in, or by anybody with a telephone or an e-mail."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.files.api import attach
from tinhso.foundation.identity.api import person_of
from tinhso.foundation.records.api import Subject
from tinhso.foundation.worktime.api import calendar, now
from tinhso.government.petitions import events, receipt
from tinhso.government.petitions.access import for_sender
from tinhso.government.petitions.actions._frame import finish, verb
from tinhso.government.petitions.actions._named import holder_for
from tinhso.government.petitions.models import Petition
from tinhso.government.petitions.offices import addressable
from tinhso.government.petitions.rules import clocks, moves
from tinhso.lib.actor import Actor
from tinhso.lib.errors import FieldError, Forbidden, Invalid, Refused
from tinhso.lib.ids import new_id
from tinhso.lib.text import clean, digits

MOST_FILES = 5


@dataclass(frozen=True)
class Words:
    """What the sender typed. Contacts are needed only of those without an account."""

    kind: str
    agency_id: UUID | None
    title: str
    content: str
    dossier_code: str = ""
    officer_name: str = ""
    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    # The sender's answered petition that this brings again, and its receipt's secret where no account says so.
    again_code: str = ""
    again_secret: str = ""


@verb("send")
def send(actor: Actor, said: Words, file_ids: tuple[UUID, ...] = ()) -> Petition:
    """Take the petition in; its clocks start now. Raises Invalid with every faulty field at once, NotFound for an
    earlier petition that is not the sender's, Refused for one without an answer.

    The caller has throttled and has stored the files as the sender's. An officer sends theirs as a person,
    from a resident's account.
    """
    if actor.kind == "officer":
        raise Forbidden(
            "officer_sends",
            _("Tài khoản cán bộ không gửi phản ánh, kiến nghị."),
            way_out=_("Hãy đăng xuất, rồi gửi với tư cách công dân."),
        )
    places = {a.id: a for a in addressable()}
    earlier = _earlier(actor, said)
    name, phone, email = _contacts(actor, said)
    faults = [*_faults(said, places.keys(), len(file_ids)), *_reachable(actor, name, phone, email)]
    if faults:
        raise Invalid(faults)
    assert said.agency_id is not None
    moment, ident = now(), new_id()
    petition = Petition(
        id=ident,
        code=receipt.new_code(moment.year),
        secret_hash=receipt.secret_hash(ident),
        kind=said.kind,
        state=moves.RECEIVED,
        title=clean(said.title).replace("\n", " "),
        content=clean(said.content),
        dossier_code=clean(said.dossier_code).upper(),
        officer_name=clean(said.officer_name) if said.kind == moves.BEHAVIOUR else "",
        again_of=earlier,
        account_id=actor.account_id if actor.kind == "resident" else None,
        sender_name=name,
        sender_phone=phone,
        sender_email=email,
        sender_address=clean(said.address),
        addressed_to_id=said.agency_id,
        holder_id=said.agency_id,
        unit_code=places[said.agency_id].unit_code,
        sent_at=moment,
        clock_from=moment,
        answer_due=clocks.answer_by(calendar(), moment),
        next_due=clocks.refuse_by(calendar(), moment),
    )
    petition.save()
    petition.holder_id = holder_for(petition, said.agency_id)
    for file_id in file_ids:
        attach(file_id, Subject("petition", ident))
    move = moves.find("send", "")
    assert move is not None
    finish(actor, petition, move)
    events.received(petition)
    return petition


def _earlier(actor: Actor, said: Words) -> Petition | None:
    """The sender's own petition that is brought again; None for a new matter."""
    if not said.again_code:
        return None
    found = for_sender(actor, said.again_code, said.again_secret)
    if found.answered_at is None:
        raise Refused(
            "not_answered_yet",
            _("Phản ánh %(code)s chưa có câu trả lời nên chưa phản ánh lại được.") % {"code": found.code},
            way_out=_("Chờ cơ quan trả lời, hoặc gửi một phản ánh mới về việc khác."),
        )
    return found


def _contacts(actor: Actor, said: Words) -> tuple[str, str, str]:
    """Name, telephone, e-mail: as typed, else as the account knows them."""
    known = person_of(actor.account_id) if actor.account_id else None
    name = clean(said.name) or (known.name if known else actor.label)
    phone, email = digits(said.phone), clean(said.email)
    return name, phone or (known.phone if known else ""), email or (known.email if known else "")


def _reachable(actor: Actor, name: str, phone: str, email: str) -> list[FieldError]:
    faults = []
    if not name:
        faults.append(FieldError("name", _("Hãy điền họ và tên.")))
    if phone and not 9 <= len(phone) <= 12:
        faults.append(FieldError("phone", _("Số điện thoại có từ 9 đến 12 chữ số.")))
    if email and not _is_email(email):
        faults.append(FieldError("email", _("Địa chỉ thư điện tử chưa đúng, ví dụ lan@example.vn.")))
    if actor.account_id is None and not phone and not email:
        faults.append(FieldError("phone", _("Hãy điền số điện thoại hoặc thư điện tử để nhận câu trả lời.")))
    return faults


def _is_email(text: str) -> bool:
    local, _at, domain = text.partition("@")
    return bool(local) and "." in domain.strip(".") and " " not in text and len(text) <= 254


def _faults(said: Words, places: object, files: int) -> list[FieldError]:
    """What is wrong with the matter itself."""
    faults = []
    if said.kind not in moves.KINDS:
        faults.append(FieldError("kind", _("Hãy chọn bạn phản ánh về việc gì.")))
    if said.agency_id not in places:  # type: ignore[operator]
        faults.append(FieldError("agency", _("Hãy chọn cơ quan trong danh sách.")))
    longest = (("title", said.title, 200), ("content", said.content, 8000), ("name", said.name, 200),
               ("address", said.address, 300), ("officer_name", said.officer_name, 200),
               ("dossier_code", said.dossier_code, 60))  # fmt: skip
    faults += [
        FieldError(field, _("Chỉ viết tối đa %(n)s ký tự.") % {"n": most})
        for field, text, most in longest
        if len(clean(text)) > most
    ]
    if not clean(said.title):
        faults.append(FieldError("title", _("Hãy viết tiêu đề, trong một câu ngắn.")))
    if not clean(said.content):
        faults.append(FieldError("content", _("Hãy viết nội dung: việc gì, ở đâu, khi nào.")))
    if files > MOST_FILES:
        faults.append(FieldError("files", _("Chỉ gửi tối đa %(n)s tệp.") % {"n": MOST_FILES}))
    return faults
