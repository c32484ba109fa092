"""What strangers leave behind without an account: no growing folder, no growing table, no line about a person."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from procrastinate.contrib.django import app

from tests.foundation.identity.test_register import CARD
from tests.government.dossiers import world as w
from tests.security.conftest import Browser, Two
from tinhso.conf.logging import logging_config
from tinhso.foundation.files import storage
from tinhso.foundation.files.actions.sweep import sweep
from tinhso.foundation.files.models import StoredFile
from tinhso.foundation.files.slots import slot
from tinhso.foundation.identity.tasks import sessions_task
from tinhso.foundation.worktime.api import real_now
from tinhso.government.dossiers.actions.remind import remove_leftovers
from tinhso.government.dossiers.models import Draft, DraftFile

LARGE = SimpleUploadedFile("to.bin", b"x" * 1_300_000)


def large_post(client: Client, address: str) -> Any:
    LARGE.seek(0)
    return client.post(address, {"tep": LARGE})


@pytest.fixture
def root(settings: Any, tmp_path: Path) -> Path:
    settings.STORAGE_DIR = tmp_path / "files"
    return storage.root()


def test_ever_new_names_of_sessions_make_no_new_lock_files(db: None, root: Path) -> None:
    client = Client(enforce_csrf_checks=True)
    for n in range(8):
        client.cookies["sessionid"] = f"khach-{n}"
        assert large_post(client, "/dang-nhap/").status_code == 403
    for n in range(3000):
        with slot(f"khach-{n}", "form"):
            pass
    made = [path.name for path in (root / "slots").iterdir()]
    assert 1 < len(made) <= 256 * 2 + 6


def test_lock_files_of_the_old_naming_are_swept(db: None, root: Path) -> None:
    with slot("ai-do"):
        pass
    old = root / "slots" / "form-0123456789abcdef-0"
    old.write_bytes(b"")
    kept = {path.name for path in (root / "slots").iterdir()} - {old.name}
    assert sweep() == 1
    assert {path.name for path in (root / "slots").iterdir()} == kept != set()


def test_large_posts_of_strangers_are_kept_so_often_and_no_more(two: Two, browser: Browser) -> None:
    for _n in range(64):
        answer = Client().post(f"/nop/{w.CODE}/", {"text": "x" * 150_000}, REMOTE_ADDR="203.0.113.7")
        assert answer.status_code == 302
    sizes = [len(str(row.get_decoded())) for row in Session.objects.all()]
    assert sum(size > 100_000 for size in sizes) == 60
    assert len(sizes) == 64, "the page to come back to is kept for everybody"


def test_the_worker_forgets_sessions_whose_time_is_over(two: Two, browser: Browser) -> None:
    Client().post(f"/nop/{w.CODE}/", {"text": "x"})
    living = browser(two.here.resident)
    Session.objects.exclude(pk=living.cookies["sessionid"].value).update(
        expire_date=real_now() - timedelta(minutes=1)
    )
    assert Session.objects.count() == 2
    sessions_task(0)
    assert [row.pk for row in Session.objects.all()] == [living.cookies["sessionid"].value]


def test_the_worker_sweeps_by_itself() -> None:
    app.perform_import_paths()
    periodic = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    for name in ("identity.sessions", "files.sweep", "dossiers.sweep"):
        assert name in periodic


def test_an_expired_draft_goes_with_its_files(two: Two) -> None:
    stored = two.file
    content = storage.content_path(stored.sha256)
    assert content.exists()
    Draft.objects.filter(pk=two.draft.pk).update(expires_at=real_now() - timedelta(days=1))
    assert remove_leftovers() > 0
    assert not Draft.objects.filter(pk=two.draft.pk).exists()
    assert not DraftFile.objects.filter(file_id=stored.id).exists()
    StoredFile.objects.filter(pk=stored.id).update(stored_at=real_now() - timedelta(days=31))
    assert sweep() == 1
    assert not StoredFile.objects.filter(pk=stored.id).exists()
    assert not content.exists()


@pytest.mark.parametrize("address", ["/dang-nhap/", "/tra-cuu/H62-1/rut/", "/khong-co-trang-nay/"])
def test_a_form_refused_at_the_door_was_still_taken_in(db: None, root: Path, address: str) -> None:
    refused = large_post(Client(enforce_csrf_checks=True, raise_request_exception=False), address)
    assert refused.status_code in (403, 404)
    assert refused.wsgi_request._stream.read(1) == b"", "else the front server shows its own 502"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that production's logging would write."""
    import logging.config

    stream = io.StringIO()
    config = logging_config("INFO")
    root, before = logging.getLogger(), logging.getLogger().handlers[:]
    logging.config.dictConfig(config)
    handler = logging.StreamHandler(stream)
    handler.setFormatter(root.handlers[0].formatter)
    root.handlers = [handler]
    yield stream
    root.handlers = before


def test_a_post_without_token_leaves_no_code_in_the_log(two: Two, log: io.StringIO) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    for address in (
        f"/tra-cuu/{two.ours.code}/rut/",
        f"/tra-cuu/{two.ours.code}/?ma=bi-mat",
        f"/ho-so/nhap/{two.draft.pk}/giay-to/",
        f"/khong-co/{two.ours.code}/",
    ):
        assert client.post(address, {"x": "y"}, REMOTE_ADDR="203.0.113.77").status_code in (403, 404)
    client.get("/", HTTP_HOST="la.example")
    logging.getLogger("django.security.SuspiciousOperation").error("at /tra-cuu/%s/", two.ours.code)
    structlog.stdlib.get_logger("tinhso.http").info("end")
    told = log.getvalue()
    assert '"route"' in told
    assert '"event": "end"' in told
    for private in (two.ours.code, str(two.draft.pk), "203.0.113.77", "bi-mat", "la.example", "Forbidden"):
        assert private not in told, private


@pytest.mark.parametrize("step", ["ca-nhan/giay-to", "ca-nhan/lien-he", "to-chuc/to-chuc"])
def test_registering_leaves_no_numbers_on_a_shared_machine(db: None, step: str) -> None:
    """What a page keeps on the device under a name that everybody's page has is offered to whoever comes next."""
    browser = Client()
    if step.endswith("lien-he"):
        browser.post("/dang-ky/ca-nhan/giay-to/", CARD)
    answer = browser.get(f"/dang-ky/{step}/")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "<form" in page
    assert "data-draft-key" not in page
