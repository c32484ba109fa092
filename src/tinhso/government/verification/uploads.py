"""A file that is only looked at: its SHA-256 is taken while it arrives, and nothing of it is kept anywhere."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class Hashed(UploadedFile):  # type: ignore[type-arg]
    """An empty stand-in for what was sent, with its `sha256` and its size."""

    def __init__(self, size: int, digest: str) -> None:
        super().__init__(BytesIO(), name="file", size=size)
        self.sha256 = digest


class HashingUploadHandler(FileUploadHandler):
    """Takes each piece as it comes and passes none on: neither memory nor disk holds the file."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin anew for each file of the form."""
        super().new_file(*args, **kwargs)
        self._sum = sha256()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """One piece; None tells Django that no other handler gets it."""
        self._sum.update(raw_data)

    def file_complete(self, file_size: int) -> Hashed:
        """The stand-in."""
        return Hashed(file_size, self._sum.hexdigest())
