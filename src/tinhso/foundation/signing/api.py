"""The door of signing."""

from __future__ import annotations

from tinhso.foundation.signing.pades.found import Found, Read
from tinhso.foundation.signing.reading import read_signatures
from tinhso.foundation.signing.rules.standing import Facts, Standing, holds, standing

__all__ = ["Facts", "Found", "Read", "Standing", "holds", "read_signatures", "standing"]
