"""The words that scanned papers hold, so that one typed or read with a slip is found all the same."""

from __future__ import annotations

from django.db import models

SHORTEST, LONGEST = 3, 20


class Word(models.Model):
    """One folded word of letters, and in how many papers it stands. It says of no paper that it is in it.

    Numbers are not among them: a number with a slip is somebody else's.
    """

    word = models.CharField(primary_key=True, max_length=LONGEST)
    uses = models.PositiveIntegerField()
