"""A scanner's folder: what is whole comes in, nothing is lost, what is refused is named with its reason."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tests.government.scanning import drawing
from tinhso.government.scanning import api as scanning
from tinhso.government.scanning.actions.take_in import folder_of, take_in_all
from tinhso.government.scanning.models import Batch, BatchFile, FolderRefusal
from tinhso.lib.errors import Forbidden


@pytest.fixture
def folder(world, django_capture_on_commit_callbacks) -> Path:
    place = folder_of(world.desk.slug)
    place.mkdir(parents=True)
    return place


def put(folder: Path, name: str, content: bytes, age: float = 60) -> Path:
    path = folder / name
    path.write_bytes(content)
    os.utime(path, (time.time() - age,) * 2)
    return path


def small(kind: str = "PDF") -> bytes:
    from io import BytesIO

    out = BytesIO()
    drawing.page(["Giấy tờ"], size=(300, 400)).save(out, kind)
    return out.getvalue()


def test_whole_files_come_in_and_others_wait_or_are_named(
    world, folder, tmp_path, django_capture_on_commit_callbacks
):
    secret = tmp_path / "secret.pdf"
    secret.write_bytes(small())
    put(folder, "b.pdf", small())
    put(folder, "a.tiff", small("TIFF"))
    put(folder, "con ghi.pdf", small(), age=1)
    put(folder, "dang-tai.pdf.part", small())
    put(folder, "bao-cao.exe", b"MZ....")
    put(folder, "gia.pdf", b"MZ this is no PDF")
    put(folder, "hong.tif", b"II*\x00 broken")
    put(folder, "rong.pdf", b"")
    (folder / os.fsdecode(b"l\xe0.docx")).write_bytes(b"x")
    os.utime(folder / os.fsdecode(b"l\xe0.docx"), (1, 1))
    (folder / "lien-ket.pdf").symlink_to(secret)
    (folder / "con").mkdir()
    put(folder / "con", "sau.pdf", small())

    with django_capture_on_commit_callbacks(execute=True):
        taken = scanning.take_in(world.reception)
    assert (taken.files, taken.refused, taken.waiting) == (2, 6, 2)
    batch = Batch.objects.get()
    assert (batch.agency_id, batch.source, batch.made_by_id) == (
        world.desk.pk, "folder", world.reception.account_id,
    )  # fmt: skip
    assert [row.file.name for row in batch.files.all()] == ["a.pdf", "b.pdf"]
    assert {row.name: row.reason for row in FolderRefusal.objects.all()} == {
        "bao-cao.exe": "kind", "gia.pdf": "program", "hong.tif": "unreadable", "rong.pdf": "empty",
        "l\ufffd.docx": "kind", "lien-ket.pdf": "link",
    }  # fmt: skip
    assert sorted(os.listdir(folder)) == ["con", "con ghi.pdf", "dang-tai.pdf.part", "tu-choi"]
    assert len(os.listdir(folder / "tu-choi")) == 6
    assert secret.exists(), "what a link points to is nobody's here"


def test_a_stop_between_the_store_and_the_folder_loses_nothing_and_takes_nothing_twice(
    world, folder, django_capture_on_commit_callbacks
):
    path = put(folder, "quet.pdf", small())
    with django_capture_on_commit_callbacks(execute=False):
        assert scanning.take_in(world.reception).files == 1
    assert path.exists(), "committed, but the machine stopped before removing it"
    with django_capture_on_commit_callbacks(execute=True):
        assert scanning.take_in(world.reception).files == 0
    assert not path.exists()
    assert BatchFile.objects.count() == 1
    # A refused file of a name that is there already is put beside it.
    for _round in range(2):
        put(folder, "x.exe", b"MZ")
        scanning.take_in(world.reception)
    assert sorted(os.listdir(folder / "tu-choi")) == ["2-x.exe", "x.exe"]


def test_the_job_empties_the_folders_of_standing_agencies_alone(
    world, folder, settings, django_capture_on_commit_callbacks
):
    put(folder, "quet.pdf", small())
    for odd in ("khong-co-co-quan-nay", "..hidden", "a b"):
        (Path(settings.SCAN_FOLDER) / odd).mkdir()
        put(Path(settings.SCAN_FOLDER) / odd, "quet.pdf", small())
    (Path(settings.SCAN_FOLDER) / world.other.slug).symlink_to(folder)
    with django_capture_on_commit_callbacks(execute=True):
        assert take_in_all() == 1
    batch = Batch.objects.get()
    assert (batch.agency_id, batch.made_by_id) == (world.desk.pk, None)
    assert (Path(settings.SCAN_FOLDER) / "a b" / "quet.pdf").exists()
    with pytest.raises(Forbidden):
        scanning.take_in(world.specialist)
