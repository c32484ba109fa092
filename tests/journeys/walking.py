"""From link to link through the whole site as one visitor, without a browser: which pages there are.

A page is known by its view and by what tells its pages apart (an act, a list). It counts only when it answered
200: an address that refuses this visitor leaves its kind to another address, or to another visitor.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

LINK = re.compile(r'<a\b[^>]*\bhref="([^"#]+)')
HOST = "http://testserver"
# So many addresses of one kind are tried, where the first ones refuse.
TRIES = 4
Kind = tuple[str, str]


@dataclass(frozen=True)
class Seen:
    """One page as it answered: where it ended up after redirects, which kind it is, its source."""

    address: str
    kind: Kind
    status: int
    source: str
    headers: dict[str, str]


def kind_of(address: str) -> Kind:
    """The view behind an address and what tells its pages apart; empty for none of ours."""
    try:
        match = resolve(urlsplit(address).path)
    except Resolver404:
        return "", ""
    told = [str(match.kwargs[key]) for key in ("slug", "name", "who") if key in match.kwargs]
    return match.view_name, " ".join(told)


def is_file(address: str) -> bool:
    """An address that brings a file or a picture and no page."""
    path = urlsplit(address).path
    return "/tep/" in path or path.startswith("/static/") or bool(re.search(r"\.\w{2,5}$", path))


def ask(client: Client, address: str) -> Seen | None:
    """The page that this address leads to; None for a file."""
    answer = client.get(address, follow=True)
    assert answer.status_code < 500, f"{address}: {answer.status_code}"
    if not str(answer.headers.get("content-type", "")).startswith("text/html"):
        return None
    end = answer.redirect_chain[-1][0] if answer.redirect_chain else address
    end = urlsplit(urljoin(HOST + address, end))._replace(scheme="", netloc="", fragment="").geturl()
    return Seen(end, kind_of(end), answer.status_code, answer.content.decode(), dict(answer.headers.items()))


def links(page: Seen) -> Iterator[str]:
    """Addresses of this site that the page leads to, files left out."""
    for found in LINK.findall(page.source):
        link = urlsplit(urljoin(HOST + page.address, found.replace("&amp;", "&")))
        address = link._replace(scheme="", netloc="", fragment="").geturl()
        if f"{link.scheme}://{link.netloc}" == HOST and kind_of(address)[0] and not is_file(address):
            yield address


def walk(client: Client, start: Sequence[str], fresh: Callable[[Kind], bool]) -> Iterator[Seen]:
    """Every page that links lead to from `start`, one of each kind that is `fresh` to the caller.

    The caller hears of refusals too; what it notes of a page before it asks for the next one is seen by
    `fresh`. The pages of `start` are opened whatever their kind.
    """
    waiting, known, tried = list(start), set(start), Counter[Kind]()
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(address)
        if address not in start and (not fresh(kind) or tried[kind] >= TRIES):
            continue
        tried[kind] += 1
        page = ask(client, address)
        if page is None:
            continue
        yield page
        for link in links(page):
            if link not in known:
                known.add(link)
                waiting.append(link)


def named(resolver: URLResolver, prefix: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    """Every address pattern with the full name of its view."""
    for entry in resolver.url_patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from named(entry, address, entry.namespace or space)
        elif isinstance(entry, URLPattern):
            yield address, f"{space}:{entry.name}" if space else str(entry.name)


def routes() -> dict[str, str]:
    """The name of every route with its address pattern; of two addresses of one view, the first."""
    found: dict[str, str] = {}
    for address, name in named(get_resolver()):
        found.setdefault(name, address)
    assert len(found) > 100
    return found


def signed_in(account: Any) -> Client:
    """A client of this account; signed out for None."""
    client = Client()
    if account is not None:
        client.force_login(account)
    return client
