"""result.typ of a package: the paper it ends with, typeset with each example that is granted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tinhso.foundation.papers import api as papers
from tinhso.foundation.province.api import Fault
from tinhso.government.procedures.checks.package import RESULT, Package, plain
from tinhso.government.procedures.rules.answers import answers_by_path
from tinhso.government.procedures.rules.forms.form import Form


def layout_faults(package: Package) -> Iterator[Fault]:
    """Faults of the layout; nothing for a package that has none. The examples are sound already."""
    if RESULT not in package.names() or package.schema is None:
        return
    path = package.file(RESULT)
    text = package.folder.read(path)
    for example in package.examples.values():
        received = example.data.get("received")
        if example.data.get("kind") == "refused" or not isinstance(received, datetime):
            continue
        if not isinstance(example.data.get("data"), dict):
            continue
        day = received.date()
        form = Form(package.schema, day)
        data, _errors = form.clean(plain(example.data["data"]))
        found = list(papers.package_faults(package.folder, path, text, answers_by_path(form, data), day))
        yield from found
        if found:
            return
