"""Dated rules about fees: who pays less or nothing, and what is paid before reception."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tinhso.lib.ids import new_id


class FeeRuleRow(models.Model):
    """One line of fee-rules.csv as it holds. A line that says something else later supersedes it; none is deleted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=80)
    effect = models.CharField(max_length=10)
    value = models.BigIntegerField(default=0)
    procedures = ArrayField(models.CharField(max_length=40), default=list)
    fee = models.CharField(max_length=120, blank=True, default="")
    kind = models.CharField(max_length=12, blank=True, default="")
    channels = ArrayField(models.CharField(max_length=10), default=list)
    when = models.CharField(max_length=1000, blank=True, default="")
    reason = models.CharField(max_length=300)
    legal = models.CharField(max_length=200, blank=True, default="")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    demonstration = models.BooleanField(default=False)
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "procedures_fee_rule"
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(superseded_at=None), name="procedures_fee_rule_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="procedures_fee_rule_period",
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="procedures_fee_rule_value"),
        ]

    def __str__(self) -> str:
        return self.key
