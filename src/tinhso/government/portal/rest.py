"""REST of the connection: the portal pushes its packages here, and fetches the files that we told it of."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from tinhso.foundation.files.api import attachment
from tinhso.foundation.identity.api import TokenAuth, actor_of, rest_access
from tinhso.government.portal.actions.give_file import give_file
from tinhso.government.portal.actions.take_in import Received, receive
from tinhso.government.portal.models import PackageState
from tinhso.lib.problem import Problem

router = Router(auth=TokenAuth())


class FaultOut(Schema):
    """One thing that is wrong with a package."""

    field: str
    message: str


class PackageOut(Schema):
    """What became of a package. `state`: waiting, quarantined, done, refused or replaced."""

    id: str
    portal_code: str
    state: str
    again: bool
    dossier_code: str
    reason: str
    faults: list[FaultOut]


PACKAGE: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"type": "object", "additionalProperties": True}}},
    }
}
ERRORS = {code: Problem for code in (400, 401, 403, 413, 422, 429)}


@router.post(
    "/portal/packages",
    response={200: PackageOut, 201: PackageOut, 202: PackageOut, **ERRORS},
    tags=["portal"],
    openapi_extra=PACKAGE,
)
@rest_access("client", scope="portal:intake")
def push(request: HttpRequest) -> Any:
    """Hand over one package. It is kept whatever is wrong with it: 201 in a dossier, 202 waiting or held.

    The same package again answers 200 with what became of the first. A body that is no JSON object is kept as
    unreadable too.
    """
    made = receive(_content(request.body))
    status = 200 if made.again else 201 if made.package.state == PackageState.DONE else 202
    return Status(status, _told(made))


FILE: dict[str, Any] = {
    "responses": {
        200: {
            "description": "OK",
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}


@router.get(
    "/portal/files/{dossier_id}/{file_id}",
    response={code: Problem for code in (401, 403, 404, 422, 429)},
    tags=["portal"],
    openapi_extra=FILE,
)
@rest_access("client", scope="portal:files")
def fetch(request: HttpRequest, dossier_id: UUID, file_id: UUID) -> Any:
    """A file that a record sent to the portal names by this address; `Repr-Digest` has its SHA-256 (RFC 9530).

    404 for every other file, whether it exists or not. Each answer is a look that the owner is shown.
    """
    stored = give_file(actor_of(request), dossier_id, file_id)
    answer = attachment(stored)
    answer["Repr-Digest"] = f"sha-256=:{b64encode(bytes.fromhex(stored.sha256)).decode()}:"
    return answer


# No package needs more; far below the depth at which copying and comparing one would fail.
DEEPEST = 50


def _content(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, dict) and _storable(found):
        return found
    return {"unreadable": body.decode(errors="replace").replace("\x00", "")[:100_000]}


def _storable(found: dict[str, Any]) -> bool:
    """True without NUL, halves of surrogate pairs, NaN and infinities, which PostgreSQL does not hold; not too deep."""
    try:
        text = json.dumps(found, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        return False
    return b"\\u0000" not in text and _depth(found) <= DEEPEST


def _depth(found: Any) -> int:
    """How many objects and lists stand inside each other; counted without recursion."""
    level, depth = [found], 0
    while level and depth <= DEEPEST:
        within = [one for one in level if isinstance(one, dict | list)]
        level = [part for one in within for part in (one.values() if isinstance(one, dict) else one)]
        depth += bool(within)
    return depth


def _told(made: Received) -> dict[str, Any]:
    package = made.package
    return {
        "id": str(package.pk),
        "portal_code": package.portal_code,
        "state": package.state,
        "again": made.again,
        "dossier_code": package.dossier_code,
        "reason": package.reason_code,
        "faults": package.faults,
    }
