"""The tables of files."""

from tinhso.foundation.files.models.stored import StoredFile
from tinhso.foundation.files.models.upload import Upload

__all__ = ["StoredFile", "Upload"]
