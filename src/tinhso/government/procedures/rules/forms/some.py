"""Some questions of a form on their own: what a supplement request asks to be answered again."""

from __future__ import annotations

import copy
from collections.abc import Collection, Mapping
from typing import Any

from tinhso.government.procedures.rules.forms import draw, parse
from tinhso.government.procedures.rules.forms.fields import FieldView, Leaf
from tinhso.government.procedures.rules.forms.form import Data, Errors, Form
from tinhso.government.procedures.rules.forms.values import coerce, dig, put


def _wanted(form: Form, names: Collection[str]) -> list[Leaf]:
    return [leaf for page in form.all_pages for leaf in page.leaves if leaf.name in names]


def questions(
    form: Form, names: Collection[str], data: Mapping[str, Any], errors: Mapping[str, str] | None = None
) -> list[FieldView]:
    """The named questions ready to draw, in the order of the form; unknown names are left out."""
    return [
        draw.view(leaf, dig(data, leaf.path), errors or {}, form.choices) for leaf in _wanted(form, names)
    ]


def take(
    form: Form, names: Collection[str], submitted: Mapping[str, Any], saved: Mapping[str, Any]
) -> tuple[Data, Errors]:
    """The saved answers with the named ones replaced from an HTML post, and the errors of these alone."""
    asked = _wanted(form, names)
    typed = parse.tree_of(asked, submitted)
    tree = copy.deepcopy(dict(saved))
    for leaf in asked:
        put(tree, leaf.path, coerce(leaf, dig(typed, leaf.path)))
    data, errors = form.clean(tree)
    mine = {
        path: sentence
        for path, sentence in errors.items()
        if any(path == leaf.name or path.startswith(leaf.name + ".") for leaf in asked)
    }
    return data, mine
