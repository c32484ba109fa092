"""A page that is looked at before anything is made: nothing is kept, no QR, and the page says so across itself."""

from __future__ import annotations

from tinhso.foundation.papers.actions.typeset import pictures, refused, typeset
from tinhso.foundation.papers.checking import NOBODY, order_of, sample_pdf
from tinhso.foundation.papers.engine import Made
from tinhso.foundation.papers.order import Order
from tinhso.foundation.papers.queries import TemplateInfo, template, typst_files_of
from tinhso.foundation.worktime.api import now


def preview(order: Order) -> bytes:
    """The PDF that `make` would keep, marked as a preview. Raises NotFound, Refused."""
    return typeset(template(order.key, order.on), order, NOBODY, now(), preview=True).pdf


def preview_pages(order: Order) -> list[bytes]:
    """The same as PNG pictures, page by page, for a screen."""
    return pictures(template(order.key, order.on), order, now())


def told(order: Order) -> list[tuple[str, str]]:
    """What the paper says, field by field with its labels: the same in words, for who reads no pictures."""
    info = template(order.key, order.on)
    return [(label, order.fields.get(name, "")) for name, label in info.fields if order.fields.get(name)]


def told_tables(order: Order) -> list[tuple[str, list[str], list[list[str]]]]:
    """Its tables with rows: title, headings, rows."""
    info = template(order.key, order.on)
    return [
        (
            title,
            [label for _name, label in columns],
            [[row.get(name, "") for name, _label in columns] for row in order.tables.get(key, [])],
        )
        for key, title, columns in info.tables
        if order.tables.get(key)
    ]


def sample(info: TemplateInfo) -> Made:
    """A template of the set in use with the data of its sample. Raises Refused."""
    with refused():
        return sample_pdf(
            info, typst_files_of(info.set_id), info.main, order_of(info, info.sample, info.valid_from)
        )


def sample_pages(info: TemplateInfo) -> list[bytes]:
    """The same as PNG pictures, page by page. Raises Refused."""
    return pictures(info, order_of(info, info.sample, info.valid_from), now(), sample=True)
