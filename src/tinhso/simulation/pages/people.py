"""Who sits before a page: each account signs in once a day of the simulation, officers in the capacity they act in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any
from uuid import UUID

from tinhso.foundation.identity import api as identity
from tinhso.foundation.worktime import api as worktime
from tinhso.lib.actor import Actor
from tinhso.simulation.pages.browser import Browser, PageFault
from tinhso.simulation.pages.server import Site

# A browser is signed out after so long, as the site's own sessions are.
SESSION = timedelta(hours=12)


@dataclass
class People:
    """The browsers of all, signed in when they are needed."""

    site: Site
    times: dict[str, list[float]] = field(default_factory=dict)
    session: timedelta = SESSION
    _open: dict[UUID, tuple[datetime, UUID | None, Browser]] = field(default_factory=dict)
    _shown: dict[UUID, tuple[str, str]] | None = None

    def of(self, actor: Actor) -> Browser:
        """The browser of an account, signed in and acting in the actor's capacity. PageFault when it may not."""
        assert actor.account_id is not None
        held = self._open.get(actor.account_id)
        if held is None or worktime.now() - held[0] > self.session:
            held = (worktime.now(), None, self._sign_in(actor.account_id))
        since, capacity, browser = held
        if actor.capacity_id is not None and actor.capacity_id != capacity:
            self._choose(browser, actor)
        self._open[actor.account_id] = (since, actor.capacity_id, browser)
        return browser

    def visitor(self, name: str) -> Browser:
        """A fresh browser of somebody without an account."""
        return Browser(self.site, _address(name), self.times)

    def _sign_in(self, account_id: UUID) -> Browser:
        login, password = self._key(account_id)
        browser = Browser(self.site, _address(str(account_id)), self.times)
        page = browser.open("/dang-nhap/")
        browser.send(page, {"login": login, "password": password})
        return browser

    def _choose(self, browser: Browser, actor: Actor) -> None:
        """Several offices: say in which one acts. With one there is nothing to choose."""
        assert actor.account_id is not None
        if len(identity.capacities(actor.account_id)) < 2:
            return
        page = browser.open("/chuyen-vai/")
        for form in page.body.forms:
            if dict(form.form_values()).get("capacity") == str(actor.capacity_id):
                browser.send(page, {}, form=form)
                return
        raise PageFault("/chuyen-vai/", 200, "không có vai trò này để chọn", {"capacity": actor.capacity_id})

    def _key(self, account_id: UUID) -> tuple[str, str]:
        if self._shown is None:
            logins: dict[Any, tuple[str, str]] = {}
            for one in identity.demo_accounts():
                found = identity.account_of(one.login)
                if found is not None:
                    logins[found] = (one.login, one.password)
            self._shown = logins
        return self._shown.get(account_id) or identity.lend_password(account_id)


def _address(name: str) -> str:
    """An address of its own in a network that is nobody's: what is counted by address is counted for each."""
    number = int.from_bytes(blake2b(name.encode(), digest_size=3).digest(), "big")
    return f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"
