"""The picture of a hand or a seal that goes with a certificate."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.signing.access import check_admin
from tinhso.foundation.signing.models import Certificate, Picture
from tinhso.foundation.signing.rules.pictures import picture_fault
from tinhso.foundation.worktime.api import now
from tinhso.lib.actor import Actor
from tinhso.lib.errors import NotFound, Refused


@act("signing.picture")
def set_picture(actor: Actor, certificate_id: UUID, content: bytes) -> Picture:
    """From now on signatures by this certificate are drawn with this picture. Raises Forbidden, NotFound, Refused."""
    check_admin(actor)
    found = Certificate.objects.filter(pk=certificate_id).first()
    if found is None:
        raise NotFound("signing.certificate_unknown", _("Không tìm thấy chứng thư này."))
    if fault := picture_fault(content):
        raise Refused(f"signing.picture_{fault}", _sentence(fault), field="picture")
    digest = sha256(content).hexdigest()
    last = newest_picture(found.pk)
    if last is not None and last.sha256 == digest:
        return last
    made = Picture.objects.create(
        certificate=found, png=content, sha256=digest, made_at=now(), made_by_id=actor.account_id
    )
    facts = {"picture": made.pk, "sha256": digest}
    record(actor, "signing.picture", Subject("certificate", found.pk), facts)
    return made


def newest_picture(certificate_id: UUID) -> Picture | None:
    """What its signatures are drawn with; None where nothing was given."""
    return Picture.objects.filter(certificate_id=certificate_id).order_by("-made_at", "-id").first()


def _sentence(fault: str) -> str:
    return {
        "too_heavy": _("Hình lớn hơn 300 kB. Hãy thu nhỏ rồi chọn lại."),
        "no_png": _("Hình phải là tệp PNG."),
        "size": _("Mỗi cạnh của hình từ 60 đến 3.000 điểm ảnh."),
        "opaque": _("Nền của hình phải trong suốt. Hãy xóa nền rồi lưu lại dạng PNG."),
    }[fault]
