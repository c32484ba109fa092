"""fee-rules.csv between the folder and the database."""

from __future__ import annotations

import csv
import io
from collections.abc import Hashable

from django.conf import settings

from tinhso.foundation.province.api import Folder
from tinhso.foundation.worktime.api import now
from tinhso.government.procedures.fee_rule_rows import COLUMNS, EVERY, FILE, read
from tinhso.government.procedures.models import FeeRuleRow
from tinhso.government.procedures.rules.reductions import WITH_VALUE, FeeRule
from tinhso.lib.held import held_briefly


def load_fee_rules(folder: Folder) -> None:
    """Each rule once, by its key; what it says otherwise now supersedes it. What the file leaves out stays.

    A demonstration's rules never enter production.
    """
    if not folder.exists(FILE):
        return
    living = {row.key: row for row in FeeRuleRow.objects.filter(superseded_at=None)}
    for line in folder.rows(FILE):
        rule = read(line)
        if rule.demonstration and settings.ENV == "production":
            continue
        there = living.get(rule.key)
        if there is not None:
            if rule_of(there) == rule:
                continue
            FeeRuleRow.objects.filter(pk=there.pk).update(superseded_at=now())
        facts = {**vars(rule), "procedures": list(rule.procedures), "channels": list(rule.channels)}
        FeeRuleRow.objects.create(**facts)
    newest_rule.forget()


@held_briefly
def newest_rule() -> Hashable:
    """Changes with every rule that is loaded: a changed one is a new row."""
    return FeeRuleRow.objects.order_by("-id").values_list("id", flat=True).first()


def rule_of(row: FeeRuleRow) -> FeeRule:
    """The rule that a row holds."""
    facts = {name: getattr(row, name) for name in FeeRule.__dataclass_fields__}
    return FeeRule(**{**facts, "procedures": tuple(row.procedures), "channels": tuple(row.channels)})


def export_fee_rules() -> str:
    """The living rules by key."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in FeeRuleRow.objects.filter(superseded_at=None).order_by("key"):
        writer.writerow(
            [
                row.key, " ".join(row.procedures) or EVERY, row.fee, row.kind, " ".join(row.channels), row.when, row.effect,
                row.value if row.effect in WITH_VALUE else "", row.reason, row.legal, row.valid_from.isoformat(),
                row.valid_to.isoformat() if row.valid_to else "", "yes" if row.demonstration else "",
            ]
        )  # fmt: skip
    return text.getvalue()
