"""Words of everyday speech, and the syllables the catalogue knows (for mending typing errors)."""

from __future__ import annotations

from django.db import models

from tinhso.lib.ids import new_id


class Synonym(models.Model):
    """What people say → what the catalogue says; and, where it is certain, which procedures they mean."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    phrase = models.CharField(max_length=200, unique=True, help_text="Folded: lower case, no diacritics.")
    first = models.CharField(max_length=60, db_index=True, help_text="The first word of the phrase.")
    terms = models.JSONField(default=list, help_text="Folded phrases that mean the same in the catalogue.")
    codes = models.JSONField(default=list, help_text="Procedures meant by the phrase, the likeliest first.")

    class Meta:
        ordering = ["phrase"]

    def __str__(self) -> str:
        return self.phrase


class SearchWord(models.Model):
    """One folded syllable of the catalogue and how often it occurs; `stop` ones say nothing in a search."""

    word = models.CharField(max_length=60, primary_key=True)
    uses = models.PositiveIntegerField(default=1)
    stop = models.BooleanField(default=False)

    class Meta:
        ordering = ["word"]

    def __str__(self) -> str:
        return self.word
