"""A signed file is made to prove itself for an archive, and stamped anew before its stamp ends."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.general import SigningError
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError
from pyhanko_certvalidator.errors import PathError, ValidationError

from tinhso.foundation.files.api import StoredFile, get_file, keep_made, open_file
from tinhso.foundation.records.api import Subject, act, record
from tinhso.foundation.signing import stamping
from tinhso.foundation.signing.models import Archive
from tinhso.foundation.signing.reading_certificates import trusted
from tinhso.foundation.signing.words import sentence
from tinhso.foundation.worktime.api import now, real_now
from tinhso.lib.actor import Actor
from tinhso.lib.errors import NotFound, Refused

# How long before its end a time-stamp is followed by a newer one.
AHEAD = timedelta(days=180)
TROUBLE = (
    SigningError,
    PdfError,
    ValidationError,
    PathError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
)


@act("signing.archive")
def archive(actor: Actor, file_id: UUID) -> StoredFile:
    """The file of a signed file for an archive; the one that was made before when it was. The caller has checked the right.

    Raises NotFound; Refused `signing.no_stamp` where no time-stamping service is set or answers, `signing.unasked` when
    what proves the signatures could not be fetched.
    """
    done = Archive.objects.filter(source_id=file_id).select_related("file").first()
    if done is not None:
        kept: StoredFile = done.file
        return kept
    source = get_file(file_id)
    if source is None or source.media_type != "application/pdf":
        raise NotFound("signing.unknown", _("Không tìm thấy tệp đã ký này."))
    stamper = stamping.stamper()
    if stamper is None:
        raise Refused("signing.no_stamp", sentence("no_stamp"))
    content, until = _made(source.pk, stamper)
    holder = Subject(source.subject_kind, source.subject_id)
    name = f"{source.name.removesuffix('.pdf')}-luu-tru.pdf"
    stored = keep_made(actor, name, content, holder, pages=source.pages or 1)
    Archive.objects.create(source_id=source.pk, file=stored, made_at=now(), good_until=until)
    facts = {"file": stored.pk, "source": source.pk, "good_until": until}
    record(actor, "signing.archive", Subject("file", source.pk), facts, {"sha256": stored.sha256})
    return stored


def _made(file_id: UUID, stamper: TimeStamper) -> tuple[bytes, datetime]:
    from tinhso.foundation.signing.pades.archive import archived

    with open_file(file_id) as stream:
        pdf = bytes(stream.read())
    try:
        return archived(pdf, trusted(), stamper)
    except (TimestampRequestError, OSError):
        raise Refused("signing.no_stamp", sentence("no_stamp")) from None
    except TROUBLE:
        raise Refused("signing.unasked", sentence("unasked")) from None


def ending(limit: int = 200) -> list[UUID]:
    """The archived files whose time-stamp ends soon and that have no newer one, the soonest first."""
    followed = Archive.objects.values("source_id")
    rows = Archive.objects.filter(good_until__lt=real_now() + AHEAD).exclude(file_id__in=followed)
    return list(rows.order_by("good_until").values_list("file_id", flat=True)[:limit])
