"""A procedure and its dated versions: at run time these rows rule, the folder only fills them."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models.fields.json import KeyTransform

from tinhso.government.procedures.models.ordered_json import OrderedJSONField
from tinhso.lib.ids import new_id


class Fold(models.Func):
    """Lower case without diacritics, in the database (an IMMUTABLE wrapper of unaccent)."""

    function = "procedures_fold"
    output_field = models.TextField()


class Procedure(models.Model):
    """One administrative procedure; its national code never changes, its content has versions."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40, unique=True)
    slug = models.SlugField(max_length=80)
    field = models.ForeignKey("procedures.Field", on_delete=models.PROTECT, related_name="procedures")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class ProcedureVersion(models.Model):
    """What a procedure was from `valid_from` to `valid_to` (both inclusive; no end: still in force).

    `content` is the procedure.toml in JSON form, `form_schema` the form.json, `process_xml` the BPMN.
    A dossier keeps the version under which it was received.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="versions")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    title = models.TextField()
    keywords = models.TextField(blank=True)
    body = models.TextField(blank=True)
    needs_opening = models.BooleanField(default=False, help_text="Offered only where it was opened.")
    content: Any = models.JSONField(default=dict)
    # Who is competent, apart: lists ask it of thousands of versions, and a content is unpacked whole for one key.
    authority = models.GeneratedField(
        expression=KeyTransform("authority", "content"),
        output_field=models.JSONField(null=True),
        db_persist=True,
    )
    form_schema: Any = OrderedJSONField(default=dict)
    process_xml = models.TextField(blank=True)
    files: Any = models.JSONField(default=dict, help_text="Other text files of the package, by name.")
    spec_id = models.CharField(max_length=64, blank=True, help_text="The stored process (process room).")
    digest = models.CharField(max_length=64, blank=True)
    sort_key = models.TextField(db_collation="C")
    title_folded = models.GeneratedField(
        expression=Fold("title"), output_field=models.TextField(), db_persist=True
    )
    document = models.GeneratedField(
        expression=(
            SearchVector(Fold("title"), weight="A", config="simple")
            + SearchVector(Fold("keywords"), weight="B", config="simple")
            + SearchVector(Fold("body"), weight="D", config="simple")
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "valid_from"], name="procedures_version_once"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="procedures_version_period",
            ),
        ]
        indexes = [
            GinIndex(fields=["document"], name="procedures_document"),
            GinIndex(OpClass(models.F("title_folded"), name="gin_trgm_ops"), name="procedures_title_trgm"),
            models.Index(fields=["valid_from", "valid_to"], name="procedures_validity"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.valid_from}"
