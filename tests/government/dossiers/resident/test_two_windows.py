"""Two windows on one draft: another page is no clash, the same page is told and both answers are shown."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tests.government.dossiers.resident.conftest import browser
from tests.government.dossiers.world import World, draft
from tinhso.government.dossiers.models import Dossier

SEEN = re.compile(r'name="_seen" value="([^"]+)"')


def opened(client: Client, path: str) -> str:
    """Open a page; the mark of what it was drawn from."""
    found = SEEN.search(client.get(path).content.decode())
    assert found, f"{path} carries no mark"
    return found.group(1)


PAGES: list[tuple[str, dict[str, str], dict[str, str], str, str]] = [
    ("khai/main/", {"subject": "Từ máy A"}, {"subject": "Từ máy B"}, "Từ máy A", "Từ máy B"),
    ("lien-he/", {"phone": "0911222333"}, {"phone": "0911222444"}, "0911222333", "0911222444"),
    ("nguoi/", {"for": "child"}, {"for": "mandate"}, "Trẻ được nộp thay", "Người ủy quyền"),
]


@pytest.mark.parametrize(("page", "first", "second", "saved", "typed"), PAGES)
def test_the_second_to_save_the_same_page_sees_both_and_chooses(
    world: World, page: str, first: dict[str, str], second: dict[str, str], saved: str, typed: str
) -> None:
    made = draft(world)
    path = f"/ho-so/nhap/{made.pk}/{page}"
    a, b = browser(world.resident), browser(world.resident)
    mark_a, mark_b = opened(a, path), opened(b, path)
    assert mark_a == mark_b
    assert a.post(path, {**first, "_seen": mark_a}).status_code == 302
    made.refresh_from_db()
    before = (made.data, made.people, made.version)
    answer = b.post(path, {**second, "_seen": mark_b})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "đã được lưu ở một cửa sổ hoặc thiết bị khác" in text
    row = re.search(r'<div class="ts-both__row">(.*?)</div>', text, re.S)
    assert row, "what was saved and what was typed stand side by side"
    assert row.group(1).index(saved) < row.group(1).index(typed)
    made.refresh_from_db()
    assert (made.data, made.people, made.version) == before, "nothing is overwritten unasked"
    # Pressing again is the choice to keep what one typed; the page now carries the new mark.
    again = b.post(path, {**second, "_seen": SEEN.search(text).group(1)})  # type: ignore[union-attr]
    assert again.status_code == 302
    made.refresh_from_db()
    assert typed in str(made.data) + str(made.people) or made.people["for"] == "mandate"


def test_the_owner_page_and_the_place_too(world: World) -> None:
    made = draft(world)
    base = f"/ho-so/nhap/{made.pk}/"
    a, b = browser(world.resident), browser(world.resident)
    a.post(base + "nguoi/", {"for": "mandate"})
    owner = {"owner.citizen_id": "026190000009", "mandate": "Giấy ngày 20/11"}
    mark = opened(b, base + "chu-ho-so/")
    assert (
        a.post(base + "chu-ho-so/", {**owner, "owner.name": "Trần Văn A", "_seen": mark}).status_code == 302
    )
    answer = b.post(base + "chu-ho-so/", {**owner, "owner.name": "Trần Văn B", "_seen": mark})
    assert answer.status_code == 409
    assert 'value="Trần Văn B"' in answer.content.decode(), "what was typed stays in its field"
    made.refresh_from_db()
    assert made.people["owner"]["name"] == "Trần Văn A"


def test_the_same_answers_twice_are_no_clash(world: World) -> None:
    made = draft(world)
    path = f"/ho-so/nhap/{made.pk}/khai/main/"
    a, b = browser(world.resident), browser(world.resident)
    mark = opened(a, path)
    for client in (a, b):
        assert client.post(path, {"subject": "Như nhau", "_seen": mark}).status_code == 302


def test_another_page_saved_meanwhile_is_no_clash(world: World) -> None:
    made = draft(world)
    base = f"/ho-so/nhap/{made.pk}/"
    a, b = browser(world.resident), browser(world.resident)
    mark_a, mark_b = opened(a, base + "lien-he/"), opened(b, base + "khai/main/")
    assert a.post(base + "lien-he/", {"phone": "0911222333", "_seen": mark_a}).status_code == 302
    assert b.post(base + "khai/main/", {"subject": "Trang khác", "_seen": mark_b}).status_code == 302
    made.refresh_from_db()
    assert (made.data["subject"], made.people["filer"]["phone"]) == ("Trang khác", "0911222333")


def test_nobody_files_what_changed_behind_the_last_page(world: World) -> None:
    made = draft(world)
    base = f"/ho-so/nhap/{made.pk}/"
    a, b = browser(world.resident), browser(world.resident)
    a.post(base + "noi/", {"commune": "08866"})
    a.post(base + "lien-he/", {"phone": "0911222333"})
    last = {"delivery": "online", "promise": "1"}
    mark = opened(a, base + "kiem-tra/")
    assert b.post(base + "khai/main/", {"subject": "Sửa ở máy khác"}).status_code == 302
    answer = a.post(base + "kiem-tra/", {**last, "_seen": mark})
    text = answer.content.decode()
    assert (answer.status_code, Dossier.objects.count()) == (409, 0)
    assert "Hãy xem lại rồi nộp." in text
    assert "Sửa ở máy khác" in text
    assert re.search(r'value="online"[^>]*checked', text), "the choice just made stays"
    mark = SEEN.search(text).group(1)  # type: ignore[union-attr]
    assert a.post(base + "kiem-tra/", {**last, "_seen": mark}).status_code == 302
    assert (Dossier.objects.get().delivery, Dossier.objects.get().data["subject"]) == (
        "online",
        "Sửa ở máy khác",
    )


@pytest.mark.parametrize(
    "mark", ["", "x", "9" * 400 + "-0", "-", "1-", "٣-abc", "\ud800".encode("utf-8", "replace").decode()]
)
def test_a_forged_mark_harms_nothing(world: World, mark: str) -> None:
    made = draft(world)
    path = f"/ho-so/nhap/{made.pk}/"
    client: Any = browser(world.resident)
    assert client.post(path + "khai/main/", {"subject": "Khác", "_seen": mark}).status_code in (302, 409)
    assert client.post(path + "kiem-tra/", {"_seen": mark}).status_code in (409, 422)
