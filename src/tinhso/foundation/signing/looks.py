"""How signatures look on paper (Nghị định 30/2020/NĐ-CP, Phụ lục I): a person, an agency, a copy."""

from __future__ import annotations

from typing import Any

from asn1crypto import x509
from pyhanko.stamp import BaseStampStyle

from tinhso.foundation.papers.api import stamp
from tinhso.foundation.signing.actions.pictures import newest_picture
from tinhso.foundation.signing.hooks import register_look
from tinhso.foundation.signing.models import Certificate
from tinhso.foundation.signing.pades.look import look_of
from tinhso.foundation.worktime.api import ZONE, now

# Where no picture of a hand or of a seal is held, the place says in words who signed and when.
SMALL = 8.0


def register() -> None:
    """Called once, when the room is ready."""
    register_look("person", _signed)
    register_look("agency", _signed)
    register_look("copy", _copy)


def moment_told() -> str:
    """`23/11/2026 09:30:00 +07:00`: day, time and zone as the decree writes them."""
    at = now().astimezone(ZONE)
    zone = f"{at:%z}"
    return f"{at:%d/%m/%Y %H:%M:%S} {zone[:3]}:{zone[3:]}"


def name_of(certificate: Certificate) -> str:
    """Who the certificate says it belongs to."""
    told = x509.Certificate.load(bytes(certificate.der)).subject.native
    name = told.get("common_name", "")
    return name if isinstance(name, str) else ", ".join(str(one) for one in name)


def _signed(texts: dict[str, Any], certificate: Certificate) -> tuple[BaseStampStyle, dict[str, str]]:
    """A picture alone, as the decree has it; words where none is held."""
    held = newest_picture(certificate.pk)
    if held is not None:
        return _drawn(texts, [], picture=bytes(held.png), title=f"Chữ ký số của {name_of(certificate)}")
    return _drawn(texts, [f"Ký số bởi: {name_of(certificate)}", f"Lúc: {moment_told()}"], size=SMALL)


def _copy(texts: dict[str, Any], certificate: Certificate) -> tuple[BaseStampStyle, dict[str, str]]:
    """Form of copy, the copying agency, the moment: upright, ten points, black."""
    lines = [str(texts.get("form", "")), name_of(certificate), moment_told()]
    return _drawn(texts, [line for line in lines if line])


def _drawn(
    texts: dict[str, Any], lines: list[str], *, size: float = 10.0, picture: bytes = b"", title: str = ""
) -> tuple[BaseStampStyle, dict[str, str]]:
    width, height = float(texts.get("width", 136)), float(texts.get("height", 60))
    drawn = stamp(width, height, lines, title=title or " ".join(lines), size=size, picture=picture)
    return look_of(drawn), {}
