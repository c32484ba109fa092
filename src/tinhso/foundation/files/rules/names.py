"""File names as people give them, made safe to store, to show and to send back."""

from __future__ import annotations

from urllib.parse import quote

from tinhso.lib.text import clean, fold

LONGEST = 120
_FORBIDDEN = set('\\/:*?"<>|%;')
_RESERVED = {"con", "prn", "aux", "nul", *(f"com{i}" for i in range(10)), *(f"lpt{i}" for i in range(10))}


def clean_name(name: str) -> str:
    """A name without path, control or bidi characters, at most 120 characters, NFC.

    The last part of a path counts (`C:\\x\\giấy.pdf` → `giấy.pdf`); an empty one becomes `tep`.
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    text = "".join("_" if c in _FORBIDDEN else c for c in clean(last).replace("\n", " ")).strip(" .")
    stem, dot, extension = text.rpartition(".")
    if not dot:
        stem, extension = text, ""
    if len(extension) > 10:
        stem, extension = text, ""
    stem = stem.strip(" .") or "tep"
    if stem.lower() in _RESERVED:
        stem = f"_{stem}"
    room = LONGEST - (len(extension) + 1 if extension else 0)
    return f"{stem[:room].strip()}.{extension}" if extension else stem[:room].strip()


def with_extension(name: str, extensions: tuple[str, ...]) -> str:
    """The name, ending as its content says: `ảnh.pdf` that is a PNG becomes `ảnh.png`."""
    stem, dot, current = name.rpartition(".")
    if dot and current.lower() in extensions:
        return name
    known = dot and len(current) <= 5 and current.isascii() and current.isalnum()
    return f"{stem if known else name}.{extensions[0]}"


def disposition(name: str, *, inline: bool = False) -> str:
    """The Content-Disposition value with an ASCII name and the real one (RFC 6266, RFC 5987)."""
    plain = "".join(c if c.isascii() and c.isprintable() and c not in '"\\' else "_" for c in fold(name))
    kind = "inline" if inline else "attachment"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
