"""Pages and machine addresses of the screens room."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
from django.utils import translation

from tinhso.screens import assets, doors
from tinhso.screens.figures import figures

pytestmark = pytest.mark.django_db


def test_home_asks_one_question(client):
    page = client.get("/").content.decode()
    assert "Bạn cần làm việc gì?" in page
    assert 'action="/tim/" method="get"' in page


def test_home_shows_no_figure_that_was_not_counted(client):
    assert figures() == []
    assert "ts-figure" not in client.get("/").content.decode()


@pytest.mark.parametrize("path", ["/giup-do/", "/bao-mat/", "/tiep-can/", "/mat-mang/"])
def test_static_pages(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.content.decode().count("<h1") == 1


def test_style_guide_only_in_the_demonstration(client, settings):
    settings.DEMO = False
    assert client.get("/kieu-mau/").status_code == 404
    assert client.get("/kieu-mau/can-bo/").status_code == 404
    assert "Bản trình diễn" not in client.get("/").content.decode()
    settings.DEMO = True
    assert client.get("/kieu-mau/").status_code == 200
    assert "Bản trình diễn" in client.get("/").content.decode()


def test_another_world_says_so(client, settings):
    settings.AS_OF = "2022-06-15"
    assert "Xem như ngày 15/06/2022" in client.get("/").content.decode()


def test_language_cookie_and_way_back(client):
    answer = client.post("/ngon-ngu/", {"language": "en", "next": "/giup-do/"})
    assert answer.status_code == 302
    assert answer["Location"] == "/giup-do/"
    assert answer.cookies["django_language"].value == "en"
    assert 'lang="en"' in client.get("/giup-do/").content.decode()


@pytest.mark.parametrize(
    "target", ["https://example.org/", "//example.org/", "javascript:alert(1)", "/\\example.org"]
)
def test_language_never_leads_away(client, target):
    assert client.post("/ngon-ngu/", {"language": "vi", "next": target})["Location"] == "/"


def test_unknown_language_sets_nothing(client):
    assert "django_language" not in client.post("/ngon-ngu/", {"language": "xx", "next": "/"}).cookies


def test_robots_and_sitemap(client):
    assert "Disallow: /can-bo/" in client.get("/robots.txt").content.decode()
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)
    places = [node.text for node in tree.iter() if node.tag.endswith("loc")]
    assert "http://testserver/giup-do/" in places


def test_web_app_manifest(client):
    answer = client.get("/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    assert json.loads(answer.content)["start_url"] == "/"


def test_service_worker_keeps_no_personal_page(client):
    script = client.get("/sw.js").content.decode()
    assert '"/mat-mang/"' in script
    assert "/ca-nhan/" not in script


def test_built_files_are_served_by_their_hashed_names_only(client):
    name = assets.manifest()["resident.css"]
    answer = client.get(f"/static/{name}")
    assert answer.status_code == 200
    assert "immutable" in answer["Cache-Control"]
    for wrong in ("resident.css", "manifest.json", "../../pyproject.toml", "fonts/../manifest.json"):
        assert client.get(f"/static/{wrong}").status_code == 404


def test_a_room_that_fails_leaves_the_frame_standing(client, monkeypatch):
    from tinhso.foundation.organisation import api

    def broken(on):
        raise RuntimeError("the room is away")

    monkeypatch.setattr(api, "header", broken)
    assert doors.FALLBACK_NAME in client.get("/giup-do/").content.decode()


def test_english_falls_back_to_vietnamese_where_untranslated():
    with translation.override("en"):
        assert translation.gettext("câu chưa dịch") == "câu chưa dịch"
