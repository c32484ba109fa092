"""The tables of scanned papers."""

from tinhso.government.scanning.models.batch import Batch, BatchFile
from tinhso.government.scanning.models.folder import FolderRefusal, ScannerFolder
from tinhso.government.scanning.models.page import Page
from tinhso.government.scanning.models.paper import Paper
from tinhso.government.scanning.models.word import Word

__all__ = ["Batch", "BatchFile", "FolderRefusal", "Page", "Paper", "ScannerFolder", "Word"]
