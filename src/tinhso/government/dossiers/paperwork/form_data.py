"""The e-form as data that its applicant signs: every answer, and the digest of every paper that goes with it.

The element names are this platform's own: no public source names any for a form signed by an applicant.
"""

from __future__ import annotations

from hashlib import sha256

from lxml import etree

from tinhso.foundation.worktime.api import ZONE
from tinhso.government.dossiers._versions import version_of
from tinhso.government.dossiers.models import Dossier
from tinhso.government.procedures import api as procedures

SPACE = "urn:tinhso:to-khai:1"


def form_data(dossier: Dossier) -> bytes:
    """XML (UTF-8), the same bytes while nothing that it tells has changed."""
    root = _root(dossier)
    for page in procedures.form(version_of(dossier)).summary(dossier.data):
        part = _under(root, "Phan", ma=page.key, ten=page.title)
        for question, answer, path in page.rows:
            _under(part, "TruongThongTin", answer, ma=path, ten=question)
    papers = _under(root, "GiayTo")
    rows = dossier.files.filter(
        replaced_at=None, file__isnull=False, added_by_id=dossier.account_id
    ).select_related("file")
    for row in rows.order_by("component_key", "added_at", "id"):
        _under(
            papers, "Tep", ma=row.component_key, ten=row.component_name, tenTep=row.file.name,
            sha256=row.file.sha256,
        )  # fmt: skip
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def digest_of(xml: bytes) -> str:
    """SHA-256 of the data, by which one sees whether the form still says what was signed."""
    return sha256(xml).hexdigest()


def _root(dossier: Dossier) -> etree._Element:
    root = etree.Element(f"{{{SPACE}}}ToKhai", nsmap={None: SPACE})
    root.set("maHoSo", dossier.code)
    root.set("maThuTuc", dossier.procedure_code)
    root.set("tenThuTuc", dossier.procedure_title)
    root.set("nopLuc", dossier.filed_at.astimezone(ZONE).isoformat(timespec="seconds"))
    return root


def _under(above: etree._Element, name: str, text: str = "", **told: str) -> etree._Element:
    made = etree.SubElement(above, f"{{{SPACE}}}{name}")
    for key, value in told.items():
        made.set(key, _plain(value))
    if text:
        made.text = _plain(text)
    return made


def _plain(text: str) -> str:
    """What XML can carry."""
    return "".join(one for one in text if one in "\t\n" or one >= " ")
