"""Every route and every operation of the API names who may pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tinhso.foundation.identity.access import RULES
from tinhso.foundation.identity.middleware import lacks_rule
from tinhso.foundation.identity.rest import operations_of

View = Callable[..., Any]


def routes(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, View]]:
    """Every address pattern of the site with its view."""
    for entry in resolver.url_patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, address)
        elif isinstance(entry, URLPattern):
            yield address, entry.callback


ROUTES = list(routes(get_resolver()))


def test_the_walk_finds_the_rooms() -> None:
    addresses = {address for address, _view in ROUTES}
    assert len(addresses) > 40
    assert {"", "dang-nhap/", "tai-khoan/"} <= addresses


@pytest.mark.parametrize(("address", "view"), ROUTES, ids=[address or "/" for address, _view in ROUTES])
def test_every_route_has_an_access_rule(address: str, view: View) -> None:
    assert not lacks_rule(view), f"{address}: {view!r} lacks @access"
    for operation in [view] if hasattr(view, "access_rule") else operations_of(view):
        assert operation.access_rule.rule in RULES  # type: ignore[attr-defined]


def test_a_view_without_a_rule_would_be_found() -> None:
    def bare(request: object) -> None:
        """No rule."""

    assert lacks_rule(bare)


CLOSED = [
    address
    for address, view in ROUTES
    if "<" not in address and "(" not in address and getattr(view, "access_rule", None) is not None
    if view.access_rule.rule != "public"  # type: ignore[attr-defined]
]


@pytest.mark.django_db
@pytest.mark.parametrize("address", CLOSED)
def test_a_signed_out_visitor_gets_nowhere(address: str) -> None:
    answer = Client().get(f"/{address}")
    assert answer.status_code in (302, 401, 403, 404, 405)
    if answer.status_code == 302:
        assert answer["Location"].startswith("/dang-nhap/?next=")
