"""The picture that stands on paper for a person's hand or an agency's seal."""

from __future__ import annotations

from django.db import models

from tinhso.foundation.signing.models.certificate import Certificate
from tinhso.foundation.signing.models.rows import Row, person_link


class Picture(Row):
    """A transparent PNG of one certificate; the newest counts, those before stay as evidence of older papers."""

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="pictures")
    png = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = person_link()

    class Meta:
        db_table = "signing_picture"
        indexes = [models.Index(fields=["certificate", "-made_at"], name="signing_picture_newest")]
