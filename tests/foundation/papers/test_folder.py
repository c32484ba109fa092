"""The folder's part: sound as it is, every kind of fault told with its place, loaded by set, written back."""

from __future__ import annotations

import json

import pytest

from tests.foundation.papers.conftest import PROVINCE
from tinhso.foundation.papers import folder as part
from tinhso.foundation.papers.actions.load import load
from tinhso.foundation.papers.models import Template, TemplateSet
from tinhso.foundation.province.api import Fault, Folder


def texts() -> dict[str, bytes]:
    whole = Folder(PROVINCE)
    return {name: whole.data(name) for name in whole.matching(*part.OWNS)}


def faults(changes: dict[str, bytes | None]) -> list[Fault]:
    files = {**texts(), **changes}
    kept = {name: data for name, data in files.items() if data is not None}
    return list(part.check_part(Folder(texts=kept)))


def changed(name: str, old: str, new: str) -> dict[str, bytes | None]:
    text = texts()[name].decode()
    assert old in text
    return {name: text.replace(old, new, 1).encode()}


def test_the_province_is_sound() -> None:
    assert faults({}) == []


def sample_without(name: str) -> dict[str, bytes | None]:
    data = json.loads(texts()["papers/samples/receipt.json"])
    del data["fields"][name]
    return {"papers/samples/receipt.json": json.dumps(data).encode()}


RECEIPT = "papers/receipt.typ"
TOML = "papers/papers.toml"


@pytest.mark.parametrize(
    ("changes", "file", "line", "words"),
    [
        (changed(RECEIPT, "#named()", "#nameless()"), RECEIPT, 6, "nameless"),
        (
            changed("papers/lib.typ", "#let small =", "#let small = 1 + [a]\n#let y ="),
            "papers/lib.typ",
            11,
            "cannot add",
        ),
        (changed(RECEIPT, '"sets", "limit"', '"sets"'), RECEIPT, 0, "limit"),
        (changed(RECEIPT, "#head()", '#eval("1")\n#head()'), RECEIPT, 5, "eval"),
        (changed(RECEIPT, "#head()", '#import "@preview/a:1.0.0": b\n#head()'), RECEIPT, 5, "eval"),
        (
            changed("papers/lib.typ", 'font: "Tinos"', 'font: ("Tinos", "Arial")'),
            "papers/lib.typ",
            23,
            "arial",
        ),
        (sample_without("owner"), "papers/samples/receipt.json", 1, "owner"),
        ({"papers/samples/receipt.json": b"{\n nope"}, "papers/samples/receipt.json", 2, "JSON"),
        ({RECEIPT: None}, TOML, 38, "receipt.typ"),
        (changed(TOML, "valid_to = 2025-09-14", "valid_to = 2025-09-20"), TOML, 49, "38"),
        (changed(TOML, 'size = "a5"', 'size = "a3"'), TOML, 42, "a4"),
        (changed(TOML, "valid_from = 2019-01-01", 'valid_from = "2019"'), TOML, 45, "valid_from"),
        (changed(TOML, 'basis = "Thông', 'base = "Thông'), TOML, 41, "base"),
        ({"papers/extra.exe": b"x"}, "papers/extra.exe", 0, "loại tệp"),
    ],
)
def test_each_fault_is_told_with_its_place(
    changes: dict[str, bytes | None], file: str, line: int, words: str
) -> None:
    found = faults(changes)
    assert found
    assert any(
        (one.file, one.line) == (file, line) and words in f"{one.message} {one.way_out}" for one in found
    ), [str(one) for one in found]


@pytest.mark.django_db
def test_a_load_makes_a_set_and_again_changes_nothing() -> None:
    load(Folder(PROVINCE))
    load(Folder(PROVINCE))
    assert TemplateSet.objects.count() == 1
    kinds = {(row.key, row.form, row.size) for row in Template.objects.all()}
    assert {
        ("receipt", "01", "a5"),
        ("stop", "05", "a5"),
        ("control", "05", "a5"),
        ("control", "06", "a5"),
    } <= kinds
    assert {("register", "06", "a4"), ("register", "07", "a4")} <= kinds


@pytest.mark.django_db
def test_another_content_is_another_set_and_the_old_one_stays() -> None:
    load(Folder(PROVINCE))
    new = {**texts(), **changed(RECEIPT, "#named()", "#named() // khác")}
    load(Folder(texts={name: data or b"" for name, data in new.items()}))
    old, now = TemplateSet.objects.order_by("loaded_at", "id")
    assert old.superseded_at is not None
    assert now.superseded_at is None
    assert "khác" in now.files["receipt.typ"]
    assert "khác" not in old.files["receipt.typ"]


@pytest.mark.django_db
def test_export_writes_what_was_loaded() -> None:
    load(Folder(PROVINCE))
    assert {name: str(text).encode() for name, text in part.export_part().items()} == texts()
