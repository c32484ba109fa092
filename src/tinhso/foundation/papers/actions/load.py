"""Bring `papers/` into the database."""

from __future__ import annotations

from django.db import transaction

from tinhso.foundation.papers import manifest
from tinhso.foundation.papers.folder import files_of
from tinhso.foundation.papers.models import Template, TemplateSet
from tinhso.foundation.papers.queries import forget
from tinhso.foundation.papers.rules.canonical import digest_of_files
from tinhso.foundation.province.api import Fault, Folder
from tinhso.foundation.worktime.api import now


@transaction.atomic
def load(folder: Folder) -> None:
    """A set of other content supersedes the one in use; the same content changes nothing."""
    files = files_of(folder)
    digest = digest_of_files(files)
    current = TemplateSet.objects.select_for_update().filter(superseded_at=None).first()
    if current is not None and current.digest == digest:
        return
    moment = now()
    if current is not None:
        current.superseded_at = moment
        current.save(update_fields=["superseded_at"])
    if not files:
        forget()
        return
    fresh = TemplateSet.objects.create(digest=digest, files=files, loaded_at=moment)
    entries, _faults = manifest.read(folder)
    for entry in entries:
        sample = manifest.sample_of(folder, entry)
        Template.objects.create(
            set=fresh,
            key=entry.key,
            title=entry.title,
            form=entry.form,
            basis=entry.basis,
            size=entry.size,
            main=entry.main,
            valid_from=entry.valid_from,
            valid_to=entry.valid_to,
            unverified=entry.unverified,
            fields=entry.fields,
            tables=entry.tables,
            sample={} if isinstance(sample, Fault) else sample,
        )
    forget()
