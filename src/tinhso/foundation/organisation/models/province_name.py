"""The name on the header, by date: an old paper shows the name of its day."""

from __future__ import annotations

from django.db import models

from tinhso.foundation.organisation.models.validity import days_in_order, no_overlap
from tinhso.lib.ids import new_id


class ProvinceName(models.Model):
    """What the header shows between two days, e.g. "Tỉnh Phú Thọ" with "Địa bàn Vĩnh Phúc" beneath."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120)
    sub_line = models.CharField(max_length=120, blank=True, default="")
    unit_code = models.CharField(max_length=5)
    valid_from = models.DateField(unique=True)
    valid_to = models.DateField(null=True)

    class Meta:
        db_table = "organisation_province_name"
        constraints = [days_in_order("province_name_days_in_order"), no_overlap("province_name_one_a_day")]

    def __str__(self) -> str:
        return self.name
