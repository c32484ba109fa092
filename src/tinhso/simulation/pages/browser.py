"""A made-up person's browser: opens pages, fills in their forms, presses their buttons, and times every answer."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
from django.urls import Resolver404, resolve
from lxml import html

from tinhso.foundation.worktime import api as worktime
from tinhso.foundation.worktime.lent_clock import KEY, MOMENT
from tinhso.lib.errors import Refused
from tinhso.simulation.pages.server import Site

HOME = "http://localhost"
HOPS = 6


class PageFault(Refused):
    """A page answered with an error: its address, its status, what it said, and what had been typed."""

    def __init__(self, address: str, status: int, said: str, typed: Mapping[str, Any]) -> None:
        super().__init__(f"page_{status}", said or f"HTTP {status}")
        self.address, self.http_status, self.typed = address, status, dict(typed)

    def told(self) -> str:
        """One line for the person who runs the simulation."""
        typed = ", ".join(f"{key}={value!r}" for key, value in self.typed.items() if value != "")
        return f"{self.address} → {self.http_status}: {self} | đã gõ: {typed or 'không gì'}"


@dataclass
class Page:
    """One answer: where it stands and what is on it."""

    address: str
    status: int
    body: Any

    def form(self, action: str = "") -> Any:
        """The form that posts to this page, or to `action` (the end of a path). PageFault without one."""
        here = urlsplit(self.address).path
        for one in self.body.forms:
            target = urlsplit(urljoin(HOME + self.address, one.get("action") or "")).path
            if one.method == "POST" and (target.endswith(action) if action else target == here):
                return one
        raise PageFault(self.address, self.status, f"trang không có biểu mẫu {action}: {self.said()}", {})

    def said(self) -> str:
        """What the page says is wrong, else its heading."""
        for path in (
            "//*[contains(@class, 'govuk-error-summary__body')]//li",
            "//*[contains(@class, 'govuk-error-summary')]",
            "//*[contains(@class, 'govuk-error-message')]",
            "//h1",
        ):
            found = [" ".join(one.text_content().split()) for one in self.body.xpath(path)]
            if found:
                return "; ".join(found[:6])
        return ""


def stamped(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers with the moment at which the request happens."""
    return {**headers, MOMENT: worktime.now().isoformat()}


@dataclass
class Browser:
    """One person's browser with their cookies; `times` gathers seconds by kind of page."""

    site: Site
    address: str
    times: dict[str, list[float]]
    _client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self._client = httpx.Client(
            transport=self.site.transport,
            base_url=HOME,
            headers={KEY: self.site.key, "X-Forwarded-For": self.address, "User-Agent": "tinhso-simulate"},
            trust_env=False,
            timeout=120,
        )

    def open(self, path: str) -> Page:
        """A page, through whatever redirects lead to it. PageFault when it answers with an error."""
        return self._go("GET", path, {}, {})

    def send(
        self,
        page: Page,
        typed: Mapping[str, Any],
        *,
        action: str = "",
        files: Mapping[str, tuple[str, bytes]] | None = None,
        button: tuple[str, str] | None = None,
        form: Any = None,
    ) -> Page:
        """Fill the page's form in and press its button; what the form does not ask is left out.

        PageFault when the answer is an error, or asks again because something was wrong.
        """
        form = page.form(action) if form is None else form
        fill(form, typed)
        pairs = values(form)
        if button:
            pairs[button[0]] = [button[1]]
        target = urljoin(HOME + page.address, form.get("action") or "")
        asked = set(names(form))
        return self._go("POST", target, pairs, {k: v for k, v in (files or {}).items() if k in asked})

    def _go(
        self,
        method: str,
        path: str,
        pairs: Mapping[str, Sequence[str]],
        files: Mapping[str, tuple[str, bytes]],
    ) -> Page:
        first, url = path, path
        for _hop in range(HOPS):
            began = time.monotonic()
            posted: dict[str, Any] = {"data": pairs, "files": dict(files) or None} if method == "POST" else {}
            try:
                answer = self._client.request(method, url, headers=stamped({}), **posted)
            except httpx.TransportError as fault:
                raise PageFault(urlsplit(first).path, 0, type(fault).__name__, pairs) from fault
            self.times.setdefault(f"{method} {kind(url)}", []).append(time.monotonic() - began)
            if answer.is_redirect:
                method, url = "GET", answer.headers["location"]
                continue
            where = urlsplit(str(answer.url)).path
            page = Page(where, answer.status_code, _read(answer.content))
            if answer.status_code >= 400:
                seen = {name: values for name, values in pairs.items() if name != "csrfmiddlewaretoken"}
                raise PageFault(urlsplit(first).path, answer.status_code, page.said(), seen)
            return page
        raise PageFault(urlsplit(first).path, 310, "quá nhiều lần chuyển trang", pairs)


def _read(content: bytes) -> Any:
    return html.document_fromstring(content or b"<html></html>", parser=html.HTMLParser(encoding="utf-8"))


def kind(url: str) -> str:
    """Which page it is, whatever its dossier: the pattern of its address, with the act by name."""
    path = urlsplit(url).path
    try:
        found = resolve(path)
    except Resolver404:
        return path
    slug = found.kwargs.get("slug")
    return "/" + (found.route.replace("<str:slug>", slug) if slug else found.route)


def names(form: Any) -> list[str]:
    """The names of all that a form asks."""
    return list(form.inputs.keys())


def values(form: Any) -> dict[str, list[str]]:
    """What a browser posts of a form; an input that nobody filled in is posted empty."""
    for one in form.xpath(
        ".//input[not(@value) and not(@type = 'checkbox' or @type = 'radio' or @type = 'file')]"
    ):
        one.set("value", "")
    pairs: dict[str, list[str]] = {}
    for name, value in form.form_values():
        pairs.setdefault(name, []).append(value)
    return pairs


def fill(form: Any, typed: Mapping[str, Any]) -> None:
    """Answer what the form asks: text as text, one choice of several, ticks by a list.

    A choice that is not offered stays as it is: the page then says so. Raises nothing.
    """
    for name in names(form):
        if name not in typed:
            continue
        value, control = typed[name], form.inputs[name]
        if isinstance(control, html.CheckboxGroup) or (
            isinstance(control, html.InputElement) and control.type == "checkbox"
        ):
            _tick(form, name, value if isinstance(value, list) else [value])
        elif isinstance(control, (html.RadioGroup, html.SelectElement)):
            if str(value) in control.value_options:
                control.value = str(value)
        elif not (isinstance(control, html.InputElement) and control.type == "file"):
            control.value = str(value)


def _tick(form: Any, name: str, wanted: list[Any]) -> None:
    for box in form.xpath(".//input[@type='checkbox']"):
        if box.get("name") == name:
            box.checked = (box.get("value") or "on") in {str(one) for one in wanted}
