"""The words of a paper, for searching. That they cannot be read holds nobody up."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from tinhso.foundation.files import api as files
from tinhso.government.scanning.actions._words import learn
from tinhso.government.scanning.machine.runner import MachineFailed, ask
from tinhso.government.scanning.models import Page, Paper
from tinhso.lib.text import clean, fold

SECONDS, SECONDS_EACH_PAGE = 120.0, 60.0
MOST_LETTERS = 200_000


def read_text(paper_id: UUID) -> str:
    """Read and keep the words; the state that came of it. Once read, a paper is not read again.

    The words are kept with the paper alone: they enter no event, no notice and no page of a resident.
    """
    paper = Paper.objects.filter(pk=paper_id).first()
    if paper is None or paper.text_state != Paper.Text.WAITING:
        return ""
    images = Page.objects.filter(paper=paper).exclude(image=None).order_by("ordinal")
    paths = []
    for image_id in images.values_list("image_id", flat=True):
        if image_id is not None:
            with files.open_file(image_id) as content:
                paths.append(content.name)
    try:
        said = ask({"verb": "text", "images": paths}, SECONDS + SECONDS_EACH_PAGE * len(paths))
    except MachineFailed:
        state, words = Paper.Text.FAILED, ""
    else:
        words = clean("\n\n".join(said["pages"]))[:MOST_LETTERS]
        state = Paper.Text.DONE if words else Paper.Text.EMPTY
    with transaction.atomic():
        # What was erased meanwhile stays empty.
        waiting = Paper.objects.filter(pk=paper_id, text_state=Paper.Text.WAITING)
        if waiting.update(text=words, folded=fold(words), text_state=state):
            learn(fold(words))
    return str(state)
