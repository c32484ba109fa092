"""Templates kept open by their set, and papers made of them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pypdfium2
import typst

from tinhso.foundation.papers.machine import qr

FONTS = Path(__file__).resolve().parents[1] / "fonts"
# So many sets and templates stay open; what was used longest ago goes first.
SETS, TEMPLATES = 64, 96
PAGES_SHOWN = 10


class Missing(Exception):
    """The set of this digest was never sent to this process."""


class Press:
    """One typesetter: fonts are read once, templates are parsed once."""

    def __init__(self, home: Path) -> None:
        self.fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
        )
        self.home = home
        # A place with nothing in it: what a template imports as a package is not there, and is fetched nowhere.
        self.nothing = self.home / "none"
        self.nothing.mkdir(exist_ok=True)
        self.sets: dict[str, Path] = {}
        self.open: dict[tuple[str, str], typst.Compiler] = {}

    def keep(self, digest: str, files: dict[str, str]) -> None:
        """Lay a set's files out in a folder of their own, which is all that its templates can read."""
        while len(self.sets) >= SETS:
            gone = next(iter(self.sets))
            shutil.rmtree(self.sets.pop(gone), ignore_errors=True)
            self.open = {key: value for key, value in self.open.items() if key[0] != gone}
        root = self.home / f"set-{len(self.sets)}-{digest[:16]}"
        shutil.rmtree(root, ignore_errors=True)
        for name, text in files.items():
            path = (root / name).resolve()
            if not path.is_relative_to(root.resolve()):
                raise ValueError(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        self.sets[digest] = root

    def make(self, task: dict[str, Any]) -> tuple[bytes, list[str], dict[str, Any]]:
        """The PDF, what Typst warned of, and its pages with the places it keeps free (when `places` is asked for)."""
        compiler = self._compiler(str(task["set"]), str(task["main"]))
        data = dict(task["data"])
        for name, text in (task.get("qr") or {}).items():
            data[name] = list(qr.png(str(text), str(task.get("level") or "M")))
        inputs = {"data": json.dumps(data, ensure_ascii=False)}
        if task.get("dots"):
            return self._pictures(compiler, inputs, float(task["dots"]))
        made, warned = compiler.compile_with_warnings(
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=task.get("standards") or ["a-2b"],
            timestamp=int(task["at"]),
        )
        assert isinstance(made, bytes)
        places = self._places(compiler) if task.get("places") else {}
        return made, [told(w) for w in warned], {"places": places, "pages": pages_of(made)}

    @staticmethod
    def _pictures(
        compiler: typst.Compiler, inputs: dict[str, str], dots: float
    ) -> tuple[bytes, list[str], dict[str, Any]]:
        """The first pages as PNG, one behind the other; `sizes` says where each ends."""
        made = compiler.compile(format="png", ppi=dots, sys_inputs=inputs)
        pages = (made if isinstance(made, list) else [made or b""])[:PAGES_SHOWN]
        return b"".join(pages), [], {"places": {"sizes": [len(page) for page in pages]}, "pages": len(pages)}

    def _compiler(self, digest: str, main: str) -> typst.Compiler:
        if digest not in self.sets:
            raise Missing(digest)
        key = (digest, main)
        found = self.open.pop(key, None)
        if found is None:
            root = self.sets[digest]
            found = typst.Compiler(
                input=str(root / main),
                root=str(root),
                font_paths=self.fonts,
                ignore_system_fonts=True,
                package_path=str(self.nothing),
                package_cache_path=str(self.nothing),
            )
            while len(self.open) >= TEMPLATES:
                self.open.pop(next(iter(self.open)))
        self.open[key] = found
        return found

    @staticmethod
    def _places(compiler: typst.Compiler) -> dict[str, Any]:
        """What the template marks with `place(name, width, height)`, in points from the bottom left of its page."""
        found = {}
        for one in json.loads(compiler.query("<place>", field="value")):
            top = one["paper"] - one["y"]
            box = [one["x"], top - one["height"], one["x"] + one["width"], top]
            found[one["name"]] = {"page": one["page"], "box": [round(side, 2) for side in box]}
        return found


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF has."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def told(error: Any) -> str:
    """An error or warning of Typst with file and line, without colours."""
    return str(getattr(error, "diagnostic", "") or getattr(error, "message", "") or error)
