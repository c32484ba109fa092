"""A scanner's folder: what is whole comes in, nothing is lost, what is refused is named with its reason."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tests.government.scanning import drawing
from tinhso.government.scanning import api as scanning
from tinhso.government.scanning.actions import take_in as taking
from tinhso.government.scanning.actions.take_in import folder_of, take_in_all
from tinhso.government.scanning.machine import tiff
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


@pytest.mark.parametrize("swapped", ["link", "pipe", "grown"])
def test_what_lies_under_the_name_when_it_is_read_is_judged_not_what_lay_there_before(
    world, folder, tmp_path, monkeypatch, swapped
):
    secret = tmp_path / "secret.pdf"
    secret.write_bytes(small())
    path = put(folder, "quet.pdf", small())
    judge, looks = taking.judge, []

    def swap(name, **facts):
        verdict = judge(name, **facts)
        looks.append(verdict)
        if len(looks) == 1:
            path.unlink()
            if swapped == "link":
                path.symlink_to(secret)
            elif swapped == "pipe":
                os.mkfifo(path)
            else:
                path.write_bytes(small() * 2)
        return verdict

    monkeypatch.setattr(taking, "judge", swap)
    taken = scanning.take_in(world.reception)
    assert looks[0] == "take"
    if swapped == "grown":
        assert (taken.files, taken.refused, taken.waiting) == (0, 0, 1)
    else:
        assert (taken.files, taken.refused) == (0, 1)
        assert FolderRefusal.objects.get().reason == "link"
    assert not BatchFile.objects.exists()


def test_a_file_that_came_under_the_same_name_meanwhile_is_not_removed(
    world, folder, django_capture_on_commit_callbacks
):
    path, newer = put(folder, "quet.pdf", small()), small() + b"\n"
    with django_capture_on_commit_callbacks(execute=False) as after:
        assert scanning.take_in(world.reception).files == 1
    put(folder, "quet.pdf", newer, age=30)
    for callback in after:
        callback()
    assert path.read_bytes() == newer


def test_a_file_larger_than_the_store_takes_is_refused_before_it_is_copied(world, folder, settings):
    settings.TINHSO_FILES_MAX_SIZE = 100
    put(folder, "lon.pdf", small())
    assert scanning.take_in(world.reception).refused == 1
    assert FolderRefusal.objects.get().reason == "files.too_big"


def test_a_machine_that_is_ended_over_a_tiff_leaves_nothing_outside_the_folder_of_who_asked(
    tmp_path, monkeypatch
):
    source, seen = tmp_path / "scan", []
    source.write_bytes(small("TIFF"))

    def ended(pictures, target):
        seen.extend(pictures)
        raise SystemExit

    monkeypatch.setattr(tiff, "write_pdf", ended)
    with pytest.raises(SystemExit):
        tiff.to_pdf(source, tmp_path / "own.pdf")
    assert seen
    assert all(path.is_relative_to(tmp_path) and path.exists() for path in seen)
