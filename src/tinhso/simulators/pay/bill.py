"""The platform's receipt of one payment: a PDF of one page, drawn by hand with a font that every reader has."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH, HEIGHT, SIZE, STEP = 420, 298, 12, 22


def bill(lines: Sequence[str]) -> bytes:
    """A5 lying down, one line below the other. Letters without diacritics: the font holds no others."""
    rows = [f"({_plain(line)}) Tj 0 -{STEP} Td" for line in lines]
    drawn = "\n".join(["BT", f"/F1 {SIZE} Tf", f"40 {HEIGHT - 50} Td", *rows, "ET"]).encode("ascii")
    return _file(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents 4 0 R"
            "/Resources<</Font<</F1 5 0 R>>>>>>".encode(),
            b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ]
    )


def _plain(line: str) -> str:
    kept = line.encode("ascii", "replace").decode()
    return kept.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _file(objects: Sequence[bytes]) -> bytes:
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return made + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        count, table, count, len(made),
    )  # fmt: skip
