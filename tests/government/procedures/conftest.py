"""The province's own packages, and a crowd of plain ones so that search has something to confuse."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from tests import rows
from tinhso.foundation.province.api import Folder
from tinhso.government.procedures import folder as part
from tinhso.government.procedures.checks.package import Package, package_paths, read_package
from tinhso.lib.actor import Actor

ROOT = Path(__file__).resolve().parents[3]
PROVINCE = ROOT / "provinces" / "vinhphuc"
EXEMPLARY = "procedures/ho-tich/1.001193-khai-sinh"
CROWD = {
    "9.000001": ("ho-tich", "Thủ tục đăng ký kết hôn"),
    "9.000002": ("ho-tich", "Thủ tục đăng ký khai tử"),
    "9.000003": ("ho-tich", "Thủ tục cấp Giấy xác nhận tình trạng hôn nhân"),
    "9.000004": ("ho-tich", "Thủ tục thay đổi, cải chính, bổ sung thông tin hộ tịch"),
    "9.000005": ("ho-tich", "Thủ tục đăng ký nhận cha, mẹ, con"),
    "9.000006": ("ho-tich", "Thủ tục cấp bản sao trích lục hộ tịch"),
    "9.000007": ("ho-tich", "Đăng ký lại khai sinh"),
    "9.000008": ("chung-thuc", "Thủ tục chứng thực chữ ký trong các giấy tờ, văn bản"),
    "9.000009": ("chung-thuc", "Thủ tục chứng thực hợp đồng, giao dịch liên quan đến tài sản"),
    "9.000010": ("chung-thuc", "Thủ tục chứng thực di chúc"),
    "9.000011": ("ho-kinh-doanh", "Tạm ngừng kinh doanh của hộ kinh doanh"),
    "9.000012": ("ho-kinh-doanh", "Chấm dứt hoạt động hộ kinh doanh"),
    "9.000013": ("xay-dung", "Cấp giấy phép di dời công trình"),
    "9.000014": ("xay-dung", "Gia hạn giấy phép xây dựng nhà ở riêng lẻ"),
    "9.000015": ("dat-dai", "Tách thửa hoặc hợp thửa đất"),
    "9.000016": ("dat-dai", "Xóa đăng ký biện pháp bảo đảm bằng quyền sử dụng đất"),
    "9.000017": ("bao-tro-xa-hoi", "Hỗ trợ chi phí mai táng cho đối tượng bảo trợ xã hội"),
    "9.000018": ("bao-tro-xa-hoi", "Xác định mức độ khuyết tật và cấp Giấy xác nhận khuyết tật"),
    "9.000019": ("ho-tich", "Thủ tục đăng ký giám hộ"),
    "9.000020": ("ho-tich", "Thủ tục đăng ký chấm dứt giám hộ"),
}


@cache
def packages() -> list[Package]:
    """All packages of the folder, read once and without a database."""
    folder = Folder(PROVINCE)
    return [read_package(folder, path) for path in package_paths(folder)]


def province_texts() -> dict[str, bytes]:
    """Every file of the province folder, to change and check."""
    folder = Folder(PROVINCE)
    return {name: folder.data(name) for name in folder.files}


def small_province() -> dict[str, bytes]:
    """Search data, calendar and the exemplary package alone: what the fault table plays with."""
    kept = ("search/", "calendar/", EXEMPLARY)
    texts = {name: data for name, data in province_texts().items() if name.startswith(kept)}
    for name in ("search/life-events.toml", "search/synonyms.toml"):
        lines = texts[name].decode().split("\n")
        texts[name] = "\n".join(
            'codes = ["1.001193"]' if line.startswith("codes") else line for line in lines
        ).encode()
    return texts


def crowd_package(code: str, field: str, title: str) -> dict[str, bytes]:
    """The least that loads: a title in a field."""
    home = f"procedures/{field}/{code}-crowd"
    toml = (
        f'code = "{code}"\nslug = "crowd"\ntitle = "{title}"\nfield = "{field}"\npurpose = "{title}."\n'
        'subjects = ["ĐT1"]\nonline_level = "none"\nvalid_from = 2020-01-01\n'
        '[[authority]]\nlevel = "commune"\nvalid_from = 2020-01-01\n'
    )
    form = '{"type": "object", "title": "T", "properties": {}, "x-pages": []}'
    return {f"{home}/procedure.toml": toml.encode(), f"{home}/form.json": form.encode()}


@pytest.fixture(scope="module")
def catalogue_rows(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The province's packages, committed once for a whole module: loading them takes seconds."""
    yield from _kept("catalogue", Folder(PROVINCE), django_db_blocker)


@pytest.fixture(scope="module")
def crowded_rows(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The province's packages among a crowd, committed once for a whole module."""
    texts = province_texts()
    for code, (field, title) in CROWD.items():
        texts |= crowd_package(code, field, title)
    yield from _kept("crowded", Folder(texts=texts), django_db_blocker)


@pytest.fixture(scope="module")
def province_rows(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The whole province with its agencies, committed once for a whole module."""
    with django_db_blocker.unblock():
        rows.load_province()
    yield
    with django_db_blocker.unblock():
        rows.empty()


def _kept(name: str, folder: Folder, blocker: DjangoDbBlocker) -> Iterator[None]:
    with blocker.unblock():
        rows.made_once(name, lambda: part.load_part(folder, Actor.system("test")))
    yield
    with blocker.unblock():
        rows.empty()


@pytest.fixture
def catalogue(catalogue_rows: None, db: None) -> None:
    """The province's packages in the database."""


@pytest.fixture
def whole(province_rows: None, db: None) -> None:
    """The whole province in the database."""


@pytest.fixture
def crowded(crowded_rows: None, db: None) -> None:
    """The province's packages among a crowd."""
