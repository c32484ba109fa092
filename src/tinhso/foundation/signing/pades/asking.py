"""Asking whether a certificate was taken back: of the places that this system was told to ask, and of no other.

The address stands in a file that anybody may have made; followed freely, it would make this machine call whomever a
stranger likes.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import aiohttp
from pyhanko_certvalidator.fetchers.aiohttp_fetchers import AIOHttpFetcherBackend

SECONDS = 4


class NotAsked(aiohttp.ClientError):
    """The address is none that this system asks."""


@asynccontextmanager
async def only(hosts: Collection[str]) -> AsyncIterator[AIOHttpFetcherBackend]:
    """A backend that asks `hosts` (`crl.example.vn`, `127.0.0.1:19000`) and follows no redirect elsewhere."""

    async def look(_session: object, _context: SimpleNamespace, told: Any) -> None:
        url = told.url
        if url.authority not in hosts and f"{url.host}" not in hosts:
            raise NotAsked(str(url.host))

    watch = aiohttp.TraceConfig()
    watch.on_request_start.append(look)
    watch.on_request_redirect.append(look)
    async with aiohttp.ClientSession(trace_configs=[watch], trust_env=False) as session:
        yield AIOHttpFetcherBackend(session, per_request_timeout=SECONDS)
