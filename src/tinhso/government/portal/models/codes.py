"""The portal's own codes of a procedure, as it told them."""

from __future__ import annotations

from django.db import models


class ProcedureCodes(models.Model):
    """What `LayThuTuc` said of one procedure, by name: `{"fields", "papers", "fees", "results": {name: code}}`."""

    code = models.CharField(max_length=40, primary_key=True)
    told = models.JSONField(default=dict)
    asked_at = models.DateTimeField()
