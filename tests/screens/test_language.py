"""Vietnamese first: a telephone sold in English still opens a Vietnamese province."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize("header", ["en-US,en;q=0.9", "vi", "fr", ""])
def test_pages_are_vietnamese_whatever_the_browser_says(header: str) -> None:
    page = Client(headers={"Accept-Language": header}).get("/")
    assert (page["Content-Language"], "Bạn cần làm việc gì?" in page.content.decode()) == ("vi", True)


@pytest.mark.django_db
def test_a_visitor_who_chose_english_keeps_it() -> None:
    visitor = Client()
    visitor.post("/ngon-ngu/", {"language": "en", "next": "/"})
    page = visitor.get("/")
    assert page["Content-Language"] == "en"
    assert "What do you need to do?" in page.content.decode()
    header = page.content.decode()
    assert "Public services, one door" in header[: header.index("</header>")]
