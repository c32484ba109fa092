"""A quarterly report as it stood at its moment."""

from __future__ import annotations

from django.db import models

from tinhso.government.directives.models._base import Row, account_link, agency_link


class Report(Row):
    """`content` holds every line of the moment; the figures are counted from it whenever they are shown."""

    agency = agency_link(null=True)
    quarter = models.CharField(max_length=7)
    made_at = models.DateTimeField()
    made_by = account_link()
    content = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["-made_at", "-id"], name="st_report_newest")]
