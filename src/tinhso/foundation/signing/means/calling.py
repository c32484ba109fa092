"""Calls to a signing service: JSON to the one address that the settings name, short, and never more than a few megabytes back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import httpx
from django.conf import settings

from tinhso.foundation.signing.means import MeansFault

LARGEST = 4 * 1024 * 1024


def call(base: str, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """The service's JSON object. Raises MeansFault `unreachable`, also for an answer that is none."""
    content = bytearray()
    try:
        with (
            httpx.Client(
                timeout=settings.TINHSO_SIGNING_TIMEOUT, follow_redirects=False, trust_env=False
            ) as client,
            client.stream("POST", f"{base.rstrip('/')}{path}", json=dict(body)) as answer,
        ):
            for part in answer.iter_bytes():
                content += part
                if len(content) > LARGEST:
                    raise MeansFault("unreachable")
    # From none: what the library says names the address and may hold what was sent.
    except (httpx.HTTPError, httpx.InvalidURL):
        raise MeansFault("unreachable") from None
    try:
        found = json.loads(bytes(content)) if answer.status_code == 200 else None
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise MeansFault("unreachable")
    return found
