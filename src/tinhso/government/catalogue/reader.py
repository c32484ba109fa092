"""Opening a catalogue file, plain or gzip, within bounds: neither a huge file nor a bomb fills the memory."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from tinhso.lib.errors import Refused

# The whole national catalogue is about 50 million bytes; what is larger is not one.
MOST_BYTES = 96 * 1024 * 1024
LONGEST_LINE = 4 * 1024 * 1024
GZIP = b"\x1f\x8b"


class Lines:
    """The numbered lines of a file; `digest` is that of its unpacked bytes once all are read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._sum = sha256()
        self._size = 0

    def __iter__(self) -> Iterator[tuple[int, bytes | None]]:
        number = 0
        while line := self._read():
            number += 1
            too_long = len(line) > LONGEST_LINE
            while not line.endswith(b"\n") and len(line) > LONGEST_LINE:
                line = self._read()
            yield number, None if too_long else line

    def _read(self) -> bytes:
        line = self._stream.readline(LONGEST_LINE + 1)
        self._size += len(line)
        if self._size > MOST_BYTES:
            raise Refused(
                "catalogue_too_large",
                _("Tệp danh mục lớn hơn %(most)s MB sau khi giải nén.")
                % {"most": MOST_BYTES // 1024 // 1024},
                way_out=_("Chia tệp rồi nhập từng phần với --part."),
            )
        self._sum.update(line)
        return line

    @property
    def digest(self) -> str:
        """SHA-256 of what was read, unpacked: the same for a file and for its gzip."""
        return self._sum.hexdigest()


@contextmanager
def opened(path: Path) -> Iterator[Lines]:
    """The lines of a file. Raises Refused for what is no file, too large, or a broken gzip."""
    if not path.is_file():
        raise Refused(
            "catalogue_no_file",
            _("Không có tệp “%(path)s”.") % {"path": path},
            way_out=_("Kiểm tra lại đường dẫn."),
        )
    with path.open("rb") as plain:
        packed = plain.read(2) == GZIP
        plain.seek(0)
        try:
            yield Lines(gzip.GzipFile(fileobj=plain) if packed else plain)  # type: ignore[arg-type]
        except (gzip.BadGzipFile, EOFError, zlib.error):
            raise Refused(
                "catalogue_bad_gzip",
                _("Tệp nén bị hỏng hoặc bị cắt ngang."),
                way_out=_("Tải lại tệp từ nguồn rồi nhập lại."),
            ) from None
