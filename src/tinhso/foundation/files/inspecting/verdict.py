"""What opening a file found."""

from __future__ import annotations

from dataclasses import dataclass


class Fault(Exception):
    """The file is refused; the argument is the code of `reasons`."""

    @property
    def code(self) -> str:
        """The stable code."""
        return str(self.args[0])


@dataclass(frozen=True)
class Verdict:
    """The kind's key and page count of a good file, or the code of why it is refused."""

    kind: str = ""
    pages: int | None = None
    code: str = ""
