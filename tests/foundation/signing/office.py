"""People who sign in tests: the demonstration's authority, its services, and papers to sign."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image
from pyhanko.sign.timestamps import HTTPTimeStamper

from tinhso.foundation.signing.pades import keys
from tinhso.foundation.signing.pades.check import Trust, check
from tinhso.foundation.signing.pades.found import Found
from tinhso.foundation.signing.pades.sign import Place, sign
from tinhso.foundation.signing.rules.standing import Standing, standing
from tinhso.simulators.pki.__main__ import serve


@dataclass(frozen=True)
class Office:
    """Where keys lie and services answer."""

    folder: Path
    address: str

    @property
    def trust(self) -> Trust:
        """The authority's root, and its own services."""
        root = keys.certificate(self.folder / "root.pem")
        return Trust((root,), (), frozenset({self.address.removeprefix("http://")}))

    @property
    def stamper(self) -> HTTPTimeStamper:
        """Its time-stamping service."""
        return HTTPTimeStamper(f"{self.address}/demo/tsa/tsa")

    def key(self, who: str) -> keys.HeldKey:
        """The signer of one holder."""
        names = (f"{who}.key.pem", f"{who}.pem", "issuing.pem")
        return keys.held(*(self.folder / name for name in names))

    def signed(self, who: str, pdf: bytes | None = None, field: str = "Chu-ky-1", **more: object) -> bytes:
        """A paper with one more signature."""
        return sign(pdf or paper(), self.key(who), Place(field), **more)  # type: ignore[arg-type]

    def found(self, pdf: bytes, trust: Trust | None = None) -> list[Found]:
        """What is found on it now."""
        read = check(pdf, trust or self.trust, datetime.now(UTC))
        assert not read.fault, read.fault
        return list(read.signatures)

    def worth(self, pdf: bytes, trust: Trust | None = None) -> list[Standing]:
        """What each signature is worth now."""
        now = datetime.now(UTC)
        return [standing(one.facts, now) for one in self.found(pdf, trust)]


@cache
def paper() -> bytes:
    """A page of white with a grey mark."""
    out = BytesIO()
    page = Image.new("L", (300, 400), 255)
    page.paste(120, (40, 40, 120, 60))
    page.save(out, "PDF")
    return out.getvalue()


@contextmanager
def opened(folder: Path) -> Iterator[Office]:
    """The authority while it answers."""
    server = serve(folder)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield Office(folder, f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        server.server_close()
