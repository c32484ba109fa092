"""Documents made of the parts that Word, Excel and LibreOffice write, with one thing changed."""

from __future__ import annotations

import io

import openpyxl
from openpyxl.comments import Comment

from tests.foundation.files.samples import zipped

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def types(more: str = "", main: str = _MAIN) -> bytes:
    return (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>{more}</Types>'
    ).encode()


def relations(*rows: str) -> bytes:
    inside = "".join(f'<Relationship Id="r{i}" {row}/>' for i, row in enumerate(rows))
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{_HEAD}<Relationships xmlns="{space}">{inside}</Relationships>'.encode()


def relation(kind: str, target: str, mode: str = "") -> str:
    return f'Type="{_RELS}/{kind}" Target="{target}"' + (f' TargetMode="{mode}"' if mode else "")


def body(inside: str) -> bytes:
    return f"{_HEAD}<w:document {_W}><w:body><w:p>{inside}</w:p></w:body></w:document>".encode()


def run(*instructions: str) -> str:
    """A field whose instruction is spread over runs."""
    parts = "".join(f'<w:r><w:instrText xml:space="preserve">{i}</w:instrText></w:r>' for i in instructions)
    return char("begin") + parts + char("separate") + "<w:r><w:t>x</w:t></w:r>" + char("end")


def char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def instruction(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def docx(inside: str = "<w:r><w:t>Đơn</w:t></w:r>", more: dict[str, bytes] | None = None) -> bytes:
    """What Word writes: relationships, styles, settings, theme, properties, a picture."""
    return zipped(
        {
            "[Content_Types].xml": types(),
            "_rels/.rels": relations(relation("officeDocument", "word/document.xml")),
            "word/document.xml": body(inside),
            "word/_rels/document.xml.rels": relations(
                relation("styles", "styles.xml"),
                relation("image", "media/image1.png"),
                relation("hyperlink", "https://dichvucong.gov.vn/?a=1", "External"),
                relation("hyperlink", "mailto:a@b.vn", "External"),
            ),
            "word/styles.xml": f"{_HEAD}<w:styles {_W}/>".encode(),
            "word/settings.xml": f"{_HEAD}<w:settings {_W}><w:zoom w:percent='100'/></w:settings>".encode(),
            "word/media/image1.png": b"\x89PNG\r\n\x1a\n",
            "docProps/app.xml": f"{_HEAD}<Properties/>".encode(),
            "customXml/item1.xml": "<?xml version='1.0' encoding='utf-16'?><a/>".encode("utf-16"),
            **(more or {}),
        }
    )


def related(*rows: str, part: str = "word/_rels/settings.xml.rels") -> bytes:
    return docx(more={part: relations(*rows)})


def xlsx(formula: str = "=SUM(A1:A2)", name: str = "So 1|2") -> bytes:
    """A workbook with formulas, a link and a comment, as a common library writes it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    sheet["A1"], sheet["A2"], sheet["A3"] = 1, 2, formula
    sheet["B1"] = '=IF(A1>1,"a|b",HYPERLINK("http://a.vn","x"))'
    sheet["B2"] = f"='{name}'!A1"
    sheet["B3"].hyperlink = "https://vinhphuc.gov.vn"
    sheet["C1"].comment = Comment("Xem lại", "An")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def workbook(more: dict[str, bytes]) -> bytes:
    main = (
        types()
        .replace(b"/word/document.xml", b"/xl/workbook.xml")
        .replace(b"wordprocessingml.document", b"spreadsheetml.sheet")
    )
    return zipped({"[Content_Types].xml": main, "xl/workbook.xml": b"<workbook/>", **more})


_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in {
        "office": "office",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "script": "script",
    }.items()
)


def odt(
    inside: str = "<text:p>Đơn</text:p>", scripts: str = "", more: dict[str, bytes] | None = None
) -> bytes:
    """What LibreOffice writes, empty settings of menus included."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES} '
        f'xmlns:xlink="http://www.w3.org/1999/xlink"><office:scripts>{scripts}</office:scripts>'
        f"<office:body><office:text>{inside}</office:text></office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": content.encode(),
            "styles.xml": b"<styles/>",
            "meta.xml": b'<m xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
            b' xmlns:x="http://www.w3.org/1999/xlink"><meta:template x:href="file:///C:/Mau/don.ott"/></m>',
            "Configurations2/accelerator/current.xml": b"",
            "Pictures/1.png": b"\x89PNG\r\n\x1a\n",
            "META-INF/manifest.xml": b'<!DOCTYPE manifest PUBLIC "-//x" "Manifest.dtd"><manifest/>',
            **(more or {}),
        }
    )
