"""Uploads in pieces, kept by content, within quotas, removed when nobody uses them."""

from __future__ import annotations

import io
import threading
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.foundation.files import samples as s
from tests.plans import plan
from tinhso.foundation.files import storage
from tinhso.foundation.files.actions import owner
from tinhso.foundation.files.actions.sweep import sweep
from tinhso.foundation.files.api import (
    StoredFile,
    Upload,
    WrongOffset,
    append,
    attach,
    attach_own,
    begin,
    files_of,
    finish,
    open_file,
    own_files,
    slot,
    store,
)
from tinhso.foundation.files.middleware import FormUploadCapMiddleware
from tinhso.foundation.records.api import Subject, history
from tinhso.foundation.worktime.api import real_now
from tinhso.lib.actor import Actor
from tinhso.lib.errors import Busy, Conflict, Forbidden, NotFound, Refused
from tinhso.lib.ids import new_id

pytestmark = pytest.mark.django_db


def sent(actor: Actor, data: bytes, name: str = "đơn.pdf", piece: int = 500) -> StoredFile:
    upload = begin(actor, name, len(data))
    for offset in range(0, len(data), piece):
        append(actor, upload.id, offset, data[offset : offset + piece])
    return finish(actor, upload.id)


def test_pieces_become_a_checked_file(resident: Actor, storage_dir: Path) -> None:
    data = s.pdf(2)
    stored = sent(resident, data, "C:\\đơn.pdf")
    assert (stored.state, stored.name, stored.pages, stored.size) == ("ok", "đơn.pdf", 2, len(data))
    assert stored.sha256 == sha256(data).hexdigest()
    with open_file(stored.id) as file:
        assert file.read() == data
    path = storage.content_path(stored.sha256)
    assert path.is_relative_to(storage_dir / "sha256" / stored.sha256[:2])
    assert path.stat().st_mode & 0o777 == 0o400


def test_a_refused_file_keeps_its_reason_and_no_bytes(resident: Actor, storage_dir: Path) -> None:
    stored = sent(resident, s.locked_pdf("x"))
    assert (stored.state, stored.reason) == ("refused", "Tệp này có mật khẩu. Hãy bỏ mật khẩu rồi tải lại.")
    assert [p for p in storage_dir.rglob("*") if p.is_file()] == []


def test_finishing_twice_gives_the_same_file(resident: Actor) -> None:
    upload = begin(resident, "a.pdf", len(s.pdf()))
    append(resident, upload.id, 0, s.pdf())
    assert finish(resident, upload.id) == finish(resident, upload.id)
    assert StoredFile.objects.count() == 1


def test_the_event_holds_neither_name_nor_content(resident: Actor) -> None:
    stored = sent(resident, s.pdf(), "Nguyễn Văn An.pdf")
    (event,) = history(Subject("file", stored.id))
    assert event.verb == "file.store"
    assert "An" not in str(event.facts)
    assert stored.sha256 not in f"{event.facts}{event.digests}"


def test_a_piece_must_continue_what_was_received(resident: Actor) -> None:
    upload = begin(resident, "a.pdf", 1000)
    append(resident, upload.id, 0, b"x" * 400)
    for wrong in (0, 399, 401):
        with pytest.raises(WrongOffset) as refusal:
            append(resident, upload.id, wrong, b"x")
        assert refusal.value.offset == 400
    with pytest.raises(WrongOffset):
        finish(resident, upload.id)
    with pytest.raises(Refused, match="dài hơn"):
        append(resident, upload.id, 400, b"x" * 601)
    assert Upload.objects.get().received == 400


def test_too_large_a_piece_is_refused(resident: Actor) -> None:
    upload = begin(resident, "a.pdf", 1_000_000)
    with pytest.raises(Refused, match="quá lớn"):
        append(resident, upload.id, 0, b"x" * (256 * 1024 + 1))


@pytest.mark.parametrize("size", [0, -1, 100_000_001, 10**30])
def test_impossible_sizes_are_refused(resident: Actor, size: int) -> None:
    with pytest.raises(Refused):
        begin(resident, "a.pdf", size)


def test_nobody_reaches_an_upload_of_another(resident: Actor) -> None:
    upload = begin(resident, "a.pdf", 10)
    other = Actor(kind="resident", account_id=new_id())
    for act in (lambda: append(other, upload.id, 0, b"x"), lambda: finish(other, upload.id)):
        with pytest.raises(NotFound):
            act()
    with pytest.raises(Forbidden):
        begin(Actor(kind="resident"), "a.pdf", 10)


def test_an_expired_upload_cannot_go_on_and_is_swept(resident: Actor) -> None:
    upload = begin(resident, "a.pdf", 10)
    append(resident, upload.id, 0, b"x")
    Upload.objects.update(expires_at=upload.begun_at - timedelta(hours=1))
    with pytest.raises(NotFound):
        append(resident, upload.id, 1, b"x")
    assert sweep() == 1
    assert not storage.part_path(upload.id).exists()


def test_quotas(resident: Actor, settings: Any) -> None:
    settings.TINHSO_FILES_OPEN_UPLOADS = 2
    begin(resident, "a.pdf", 10)
    begin(resident, "b.pdf", 10)
    with pytest.raises(Busy, match="cùng lúc"):
        begin(resident, "c.pdf", 10)
    settings.TINHSO_FILES_OPEN_UPLOADS = 20
    settings.TINHSO_FILES_LOOSE_BYTES = 25
    with pytest.raises(Busy, match="chưa dùng"):
        begin(resident, "c.pdf", 10)


def test_a_thousand_files_end_at_the_quota(resident: Actor, settings: Any) -> None:
    settings.TINHSO_FILES_LOOSE_FILES = 3
    for _ in range(3):
        store(resident, "a.txt", io.BytesIO(b"an"))
    for _ in range(997):
        with pytest.raises(Busy, match="quá nhiều tệp"):
            store(resident, "a.txt", io.BytesIO(b"an"))
    assert StoredFile.objects.count() == 3


def test_equal_content_is_kept_once_and_until_the_last_use(resident: Actor) -> None:
    first, second = sent(resident, s.pdf()), sent(resident, s.pdf())
    attach(second.id, Subject("dossier", new_id()))
    StoredFile.objects.update(stored_at=first.stored_at - timedelta(days=40))
    assert sweep() == 1
    assert list(StoredFile.objects.all()) == [second]
    assert storage.content_path(first.sha256).exists()


def test_a_plain_form_stores_at_once(resident: Actor) -> None:
    stored = store(resident, "ảnh.pdf", io.BytesIO(s.image("PNG")))
    assert (stored.name, stored.media_type, stored.state) == ("ảnh.png", "image/png", "ok")
    assert own_files(resident, [stored.id]) == [stored]


@pytest.mark.parametrize("data", [b"", b"x" * 2001])
def test_a_plain_form_is_bounded(resident: Actor, settings: Any, storage_dir: Path, data: bytes) -> None:
    settings.TINHSO_FILES_MAX_SIZE = 2000
    with pytest.raises(Refused):
        store(resident, "a.txt", io.BytesIO(data))
    assert list((storage_dir / "incoming").iterdir()) == []


def test_slots_are_counted_for_one_and_for_all(resident: Actor, settings: Any) -> None:
    settings.TINHSO_FILES_FORM_SLOTS = 3
    with slot("an"), slot("an"):
        with pytest.raises(Busy), slot("an"):
            raise AssertionError
        with slot("bình"), pytest.raises(Busy), slot("cúc"):
            raise AssertionError
    with slot("an"):
        pass


def test_large_forms_are_capped_before_their_body_is_read(rf: Any, settings: Any) -> None:
    settings.TINHSO_FILES_FORM_SLOTS_EACH = 1
    answers: list[int] = []

    def view(request: Any) -> Any:
        answers.append(middleware(request_of(2_000_000)).status_code)
        return type("Answer", (), {"status_code": 200})()

    def request_of(size: int) -> Any:
        request = rf.post("/nop/", b"x", content_type="multipart/form-data; boundary=x")
        request.META["CONTENT_LENGTH"] = str(size)
        return request

    middleware = FormUploadCapMiddleware(view)
    assert middleware(request_of(2_000_000)).status_code == 200
    assert answers == [503]
    assert middleware(request_of(200_000_000)).status_code == 413


def test_visitors_without_a_session_do_not_share_the_slots_of_one(rf: Any, settings: Any) -> None:
    settings.TINHSO_FILES_FORM_SLOTS_EACH = 1
    answers: list[int] = []

    def view(request: Any) -> Any:
        if not answers:
            answers.append(0)
            answers.extend(middleware(form_of(place)).status_code for place in ("10.1.1.1", "10.1.1.3"))
        return type("Answer", (), {"status_code": 200})()

    def form_of(place: str) -> Any:
        request = rf.post("/phan-anh/", b"x", content_type="multipart/form-data; boundary=x")
        request.META |= {"CONTENT_LENGTH": "2000000", "REMOTE_ADDR": "", "HTTP_X_FORWARDED_FOR": place}
        return request

    middleware = FormUploadCapMiddleware(view)
    assert middleware(form_of("10.1.1.1")).status_code == 200
    assert answers == [0, 503, 200], "the front server passes all of them on from one peer"


def test_a_file_belongs_to_one_object(resident: Actor) -> None:
    stored, dossier = sent(resident, s.pdf()), Subject("dossier", new_id())
    attach(stored.id, dossier)
    attach(stored.id, dossier)
    assert files_of(dossier) == [stored]
    with pytest.raises(Conflict):
        attach(stored.id, Subject("dossier", new_id()))
    with pytest.raises(Refused, match="rỗng"):
        attach(sent(resident, b" ").id, dossier)


def test_own_files_are_bound_together_and_nobody_elses(resident: Actor) -> None:
    stranger = Actor(kind="resident", account_id=new_id())
    mine = [store(resident, f"{n}.txt", io.BytesIO(f"tệp {n}".encode())).id for n in range(3)]
    taken, other = mine[2], store(stranger, "x.txt", io.BytesIO(b"x")).id
    refused = store(resident, "x.exe", io.BytesIO(b"MZ\x90\x00" * 9)).id
    attach(taken, Subject("dossier", new_id()))
    subject = Subject("dossier", new_id())
    with CaptureQueriesContext(connection) as asked:
        bound = attach_own(resident.account_id, [*mine, other, refused, new_id()], subject)
    assert len(asked) == 1
    assert bound == set(mine[:2])
    assert {one.id for one in files_of(subject)} == set(mine[:2])
    assert attach_own(resident.account_id, [], subject) == frozenset()


def test_the_quota_is_read_from_what_is_loose(resident: Actor) -> None:
    assert "files_loose" in plan(owner._HELD, [resident.account_id, resident.account_id, real_now()])


@pytest.mark.django_db(transaction=True)
def test_two_clients_with_the_same_piece_write_it_once(resident: Actor) -> None:
    upload = begin(resident, "a.txt", 400)
    outcomes: list[str] = []

    def work() -> None:
        try:
            append(resident, upload.id, 0, b"x" * 100)
            outcomes.append("ok")
        except WrongOffset:
            outcomes.append("offset")
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["offset", "offset", "ok"]
    assert Upload.objects.get().received == 100
