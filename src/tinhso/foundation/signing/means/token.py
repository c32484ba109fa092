"""A device in the officer's own machine: its client there fetches a paper, signs it, and hands the signed file in.

The client's functions and fields are those that are publicly known (vgca_sign_approved for a leader, vgca_sign_issued for
the seal, vgca_sign_file; FileUploadHandler, SessionId, JWTToken, FileName, MetaData; vgca_sign_files with FileID, FileName,
URL of each). That it is asked by a POST to `<client>/<function>` is assumed and stands in `assets/src/js/client.js` alone;
that the papers of vgca_sign_files stand in `Files`, and that it hands each in with its FileID, stands here and in the upload.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from tinhso.foundation.signing.models import Batch

FUNCTIONS = {"leader": "vgca_sign_approved", "agency": "vgca_sign_issued"}
MANY = "vgca_sign_files"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def loopback(address: str) -> str:
    """The origin of an address on this very machine; empty for any other, which no page may be let talk to."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or parts.hostname not in LOOPBACK or parts.username or not port:
        return ""
    host = f"[{parts.hostname}]" if ":" in str(parts.hostname) else parts.hostname
    return f"{parts.scheme}://{host}:{port}"


def client_of(batch: Batch) -> str:
    """Where the page of this batch finds the client; empty when it needs none."""
    if batch.ended_at is not None or batch.certificate.kind != "token":
        return ""
    return loopback(settings.TINHSO_SIGNING_CLIENT)


def task(what: str, *, file: str, upload: str, word: str, number: str = "", day: str = "") -> dict[str, Any]:
    """What the client is told of one paper."""
    call = FUNCTIONS.get(what, "vgca_sign_file")
    message: dict[str, Any] = {
        "FileUploadHandler": upload,
        "SessionId": word,
        "JWTToken": "",
        "FileName": file,
        "MetaData": [],
    }
    if call == "vgca_sign_issued":
        message |= {"DocNumber": number, "IssuedDate": day}
    return {"call": call, "message": message}


def tasks(every: Sequence[Mapping[str, str]], upload: str) -> list[dict[str, Any]]:
    """What the client is told of all papers of a batch (`what`, `name`, `file`, `word`, `number`, `day` of each).

    Papers that bear no number go in one call, for which its owner types the PIN once; each numbered one has its own, for
    number and date are part of the call.
    """
    plain = [one for one in every if FUNCTIONS.get(one["what"]) != "vgca_sign_issued"]
    together = plain if len(plain) > 1 else []
    alone = [one for one in every if one not in together]
    told = [
        task(
            one["what"],
            file=one["file"],
            upload=upload,
            word=one["word"],
            number=one["number"],
            day=one["day"],
        )
        for one in alone
    ]
    if together:
        papers = [{"FileID": one["word"], "FileName": one["name"], "URL": one["file"]} for one in together]
        message = {"FileUploadHandler": upload, "SessionId": "", "JWTToken": "", "Files": papers}
        told.insert(0, {"call": MANY, "message": message})
    return told
