"""A record becomes a package that passes the checks of a hand-made one, and says nothing the record does not."""

from __future__ import annotations

import gzip
import json
import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.government.catalogue.conftest import REAL
from tests.government.procedures.conftest import province_texts
from tinhso.foundation.province.api import Folder
from tinhso.government.catalogue.rules.generated import (
    Generated,
    NotGenerated,
    Settled,
    gaps,
    generate,
    papers,
    people,
)
from tinhso.government.catalogue.rules.generated.form import form as make_form
from tinhso.government.catalogue.rules.record import read_record
from tinhso.government.catalogue.rules.shapes import (
    DocumentCase,
    DocumentItem,
    Method,
    Record,
    ResultPaper,
)
from tinhso.government.catalogue.rules.wanted import limit_fault
from tinhso.government.procedures import folder as part
from tinhso.government.procedures.rules.forms.form import Form

DAY = date(2025, 7, 1)
PLAIN = Settled(DAY)
FULL = Record(
    code="1.999001",
    name="Thủ tục cấp giấy phép thử nghiệm",
    levels=("commune",),
    field="Thử nghiệm",
    subjects=("Công dân Việt Nam",),
    methods=(Method("DIRECT", (Decimal(3), "WORKING_DAY"), "AMOUNT", 20000, "VND", "Mỗi bản"),),
    documents=(DocumentCase(items=(DocumentItem("Đơn đề nghị", originals=1),)),),
    results=(ResultPaper("Giấy phép", "KQ.T00.000001"),),
    legal_codes=("12/2020/NĐ-CP",),
    source_url="https://example.vn/1",
)


def toml(made: Generated) -> dict[str, Any]:
    return tomllib.loads(made.files["procedure.toml"])


def faults(*made: Generated) -> list[str]:
    """What the province's own check says of these packages."""
    texts = {name: data for name, data in province_texts().items() if name.startswith("calendar/")}
    fields = {one.field_key: one.field_name for one in made}
    rows = [f"[[field]]\nkey = {json.dumps(k)}\nname = {json.dumps(v)}\n" for k, v in fields.items()]
    texts |= {"search/fields.toml": "\n".join(rows).encode()}
    texts |= {"search/life-events.toml": b"", "search/synonyms.toml": b""}
    for one in made:
        home = f"procedures/{one.field_key}/{one.code}-{one.slug}"
        texts |= {f"{home}/{name}": text.encode() for name, text in one.files.items()}
    return [str(fault) for fault in part.check_part(Folder(texts=texts))]


@pytest.mark.parametrize(
    "record",
    [
        FULL,
        replace(FULL, levels=("ministry", "province"), subjects=("Doanh nghiệp", "Hợp tác xã")),
        replace(FULL, subjects=("Người nước ngoài", "Doanh nghiệp", "Tổ chức nước ngoài"), methods=()),
        replace(FULL, documents=(), results=(), legal_codes=(), source_url=""),
        replace(
            FULL,
            documents=(
                DocumentCase("a) Cấp mới:", (DocumentItem("Đơn", originals=1), DocumentItem("Ảnh", originals=2))),
                DocumentCase("b) Cấp lại:", (DocumentItem('Đơn "cấp lại"', originals=None, copies=None),)),
                DocumentCase("b) Cấp lại:", (DocumentItem("x" * 400, originals=0, copies=0),)),
            ),
        ),
        replace(FULL, name="9 \\ «lạ» \"ngoặc\" " + "dài " * 250, conditions="dòng\nhai " * 900),
        replace(FULL, methods=(Method("ONLINE", (Decimal("2.5"), "DAY")), Method("POSTAL", (Decimal("0.5"), "HOUR")))),
    ],
    ids=["plain", "province", "three kinds", "bare", "cases", "long", "odd limits"],
)  # fmt: skip
def test_a_generated_package_passes_the_checks_of_a_hand_made_one(record: Record) -> None:
    assert faults(generate(record, PLAIN)) == []


def test_real_records_pass_too() -> None:
    if not REAL.is_file():
        pytest.skip("the national records are not here")
    with gzip.open(REAL, "rt", encoding="utf-8") as lines:
        some = [read_record(json.loads(line))[0] for number, line in enumerate(lines) if number % 97 == 0]
    local = [one for one in some if one and {"province", "commune"} & set(one.levels)]
    assert len(local) > 10
    assert faults(*(generate(one, PLAIN) for one in local)) == []


@pytest.mark.parametrize(
    ("record", "settled", "code"),
    [
        (replace(FULL, levels=("ministry",)), PLAIN, "not_local"),
        (replace(FULL, levels=()), PLAIN, "not_local"),
        (FULL, Settled(DAY, level="province"), "not_at_level"),
        (replace(FULL, field=""), PLAIN, "no_field"),
        (replace(FULL, subjects=("Người ngoài hành tinh",)), PLAIN, "no_subjects"),
    ],
)
def test_what_cannot_be_generated_says_why(record: Record, settled: Settled, code: str) -> None:
    with pytest.raises(NotGenerated) as told:
        generate(record, settled)
    assert told.value.code == code
    assert told.value.sentence.endswith(".")


def test_nothing_is_verified_and_nothing_is_added() -> None:
    said = toml(generate(FULL, PLAIN))
    assert said["origin"] == "catalogue"
    assert said["limits"] == [
        {"channel": "DIRECT", "value": 3, "unit": "WORKING_DAY", "verified": False, "note": "Mỗi bản"}
    ]
    assert [(fee["amount"], fee["verified"]) for fee in said["fees"]] == [(20000, False)]
    assert said["components"][0] | {"key": ""} == {
        "key": "", "name": "Đơn đề nghị", "originals": 1, "copies": 0, "required": True, "verified": False,
    }  # fmt: skip
    assert said["results"] == [{"code": "KQ.T00.000001", "name": "Giấy phép"}]
    assert said["legal"] == [{"number": "12/2020/NĐ-CP", "title": "Nghị định của Chính phủ"}]
    assert not {"conditions", "who", "cases", "life_events", "keywords"} & set(said)


@pytest.mark.parametrize(
    ("methods", "limits", "fee"),
    [
        ((), ("DIRECT",), True),
        ((Method("DIRECT", None, "FREE"),), ("DIRECT",), False),
        ((Method("DIRECT", (Decimal(1), "DAY"), "FREE_OR_UNSTATED"),), (), True),
        ((Method("DIRECT", (Decimal(1), "DAY"), "AMOUNT", None),), (), True),
        ((Method("DIRECT", (Decimal(1), "DAY"), "AMOUNT", 5, "USD"),), (), True),
        ((Method("DIRECT", (Decimal(1), "DAY"), "AMOUNT", 5000, "VND"), Method("ONLINE", (Decimal(2), "DAY"), "FREE")), (), False),
        ((Method("DIRECT", (Decimal(1), "DAY"), "FREE"), Method("DIRECT", (Decimal(2), "DAY"), "FREE")), ("DIRECT",), False),
        ((Method("DIRECT", (Decimal(1), "DAY"), "AMOUNT", 5000, "VND"), Method("DIRECT", (Decimal(1), "DAY"), "AMOUNT", 9000, "VND")), (), True),
    ],
)  # fmt: skip
def test_what_the_source_leaves_open_is_told(
    methods: tuple[Method, ...], limits: tuple[str, ...], fee: bool
) -> None:
    record = replace(FULL, methods=methods)
    assert gaps(record) == type(gaps(record))(limits, fee)
    settled = Settled(
        DAY, decision="12/QĐ-UBND", limit=(Decimal(5), "WORKING_DAY"), limit_reason="Theo quyết định", fee=0, fee_reason="Nghị quyết",
    )  # fmt: skip
    said = toml(generate(record, settled))
    assert [row["channel"] for row in said["limits"] if row["verified"]] == list(limits)
    assert all("Theo quyết định" in row["note"] for row in said["limits"] if row["verified"])
    assert any(row["verified"] for row in said["fees"]) is fee
    assert all("amount" in row for row in said["fees"])


@pytest.mark.parametrize(("hour", "after"), [(Decimal(24), None), (Decimal(15), "15:00")])
def test_an_officer_may_settle_the_day_of_reception(hour: Decimal, after: str | None) -> None:
    assert not limit_fault((hour, "SAME_DAY"))
    settled = replace(
        PLAIN, decision="12/QĐ-UBND", limit=(hour, "SAME_DAY"), limit_reason="x", fee=0, fee_reason="miễn"
    )
    made = generate(replace(FULL, methods=()), settled)
    row = toml(made)["limits"][0]
    assert (row["unit"], row.get("after"), "value" in row, row["verified"]) == (
        "SAME_DAY",
        after,
        False,
        True,
    )
    assert faults(made) == []


@pytest.mark.parametrize("limit", [(Decimal(0), "SAME_DAY"), (Decimal(25), "SAME_DAY"), (Decimal("0.5"), "MONTH"),
                                   (Decimal("15.5"), "SAME_DAY"), (Decimal(5), "YEAR")])  # fmt: skip
def test_limits_that_nobody_can_count(limit: tuple[Decimal, str]) -> None:
    assert limit_fault(limit)


def test_stated_limits_count_only_once_somebody_compared_them() -> None:
    said = toml(generate(FULL, replace(PLAIN, checked=True, decision="12/QĐ-UBND")))
    assert said["limits"][0]["verified"] is True
    assert said["limits"][0]["legal"] == "12/QĐ-UBND"


def test_a_name_broken_inside_its_brackets_is_whole_again() -> None:
    item = DocumentItem("Phiếu (Mẫu CC01 theo Thôn", "g tư số 17/2024)Mẫu CC01.doc", 1)
    said = toml(generate(replace(FULL, documents=(DocumentCase(items=(item,)),)), PLAIN))
    assert said["components"][0]["name"] == "Phiếu (Mẫu CC01 theo Thông tư số 17/2024)"
    assert said["components"][0]["note"].endswith(": Mẫu CC01.doc")


@pytest.mark.parametrize(
    ("executing", "kind"),
    [
        ("", ""),
        ("Ủy ban nhân dân cấp xã", ""),
        ("Uỷ ban Nhân dân xã, phường, thị trấn.", ""),
        ("Cơ quan chức năng do Ủy ban nhân dân cấp tỉnh chỉ định", ""),
        ("Công an cấp Xã", "police"),
        ("Phòng quản lý xuất nhập cảnh", "police"),
        ("Thuế tỉnh, thành phố, Thuế cơ sở", "tax_office"),
        ("Bảo hiểm xã hội cấp Tỉnh", "social_insurance"),
        ("Văn phòng đăng ký đất đai", "land_registry"),
        ("Chi cục Hải quan khu vực", "other"),
    ],
)
def test_who_decides_follows_the_source(executing: str, kind: str) -> None:
    said = toml(generate(replace(FULL, executing=executing), PLAIN))
    assert said["authority"][0].get("kind", "") == kind


def test_one_process_serves_every_procedure_of_a_level() -> None:
    one, two = generate(FULL, PLAIN), generate(replace(FULL, code="1.999002", name="Khác"), PLAIN)
    assert one.files["process.bpmn"] == two.files["process.bpmn"]


def test_who_applies_is_asked_first_and_known_where_the_owner_is() -> None:
    several = replace(FULL, subjects=("Công dân Việt Nam", "Doanh nghiệp", "Tổ chức nước ngoài"))
    schema = make_form(several)
    assert [page["key"] for page in schema["x-pages"]][:2] == ["ai-de-nghi", "nguoi-de-nghi"]
    form = Form(schema, today=date(2026, 7, 1))
    first = people.kinds(several)[0]
    assert form.prefilled({"applicant": {"kind": first}})["applicant"]["kind"] == first
    assert "applicant" not in form.prefilled({"applicant": {"kind": "nobody"}})
    shown = {field.name for field in form.fields_of("nguoi-de-nghi", {"applicant": {"kind": first}}, {})}
    assert shown
    assert all(name.startswith(f"applicant.{first}.") for name in shown)
    assert make_form(FULL)["x-pages"][0]["key"] == "nguoi-de-nghi"


def paper(name: str, form_file: str = "", originals: int = 1) -> DocumentItem:
    return DocumentItem(name, form_file=form_file, originals=originals, copies=0)


def papers_of(*parts: DocumentCase) -> dict[str, Any]:
    """The package of a record with these parts."""
    return toml(generate(replace(FULL, documents=parts), PLAIN))


def test_headings_over_papers_are_no_choice() -> None:
    """Whoever brings the papers to hand in must show the others too; advice is no paper."""
    made = papers_of(
        DocumentCase("* Giấy tờ phải xuất trình:", (paper("Thẻ căn cước"),)),
        DocumentCase("* Giấy tờ phải nộp:", (paper("Giấy chứng sinh"), paper("Tờ khai theo mẫu"))),
        DocumentCase("* Lưu ý:", (paper("Giấy tờ nước ngoài phải hợp pháp hóa lãnh sự", originals=0),)),
    )
    assert "cases" not in made
    rows = {row["name"]: row.get("kind", "submit") for row in made["components"]}
    assert rows == {"Tờ khai theo mẫu": "submit", "Thẻ căn cước": "present", "Giấy chứng sinh": "submit"}
    assert next(iter(rows)) == "Tờ khai theo mẫu"
    assert "hợp pháp hóa lãnh sự" in made["conditions"]


def test_what_comes_on_top_is_asked_only_then() -> None:
    extra = "Trường hợp ủy quyền cho cá nhân thực hiện thủ tục:"
    made = papers_of(
        DocumentCase("", (paper("Giấy đề nghị"),)),
        DocumentCase(extra, (paper("Văn bản ủy quyền"),)),
        DocumentCase("Trường hợp là doanh nghiệp xã hội", (paper("Cam kết mục tiêu xã hội"),)),
    )
    assert "cases" not in made
    asked = {row["name"]: (row["required"], row.get("note", "")) for row in made["components"]}
    assert asked["Giấy đề nghị"][0]
    assert not asked["Văn bản ủy quyền"][0]
    assert asked["Văn bản ủy quyền"][1].startswith("Chỉ khi: Trường hợp ủy quyền")
    assert not asked["Cam kết mục tiêu xã hội"][0]


@pytest.mark.parametrize(
    "titles",
    [
        ("Trường hợp cấp mới", "Trường hợp cấp lại"),
        ("Hồ sơ gửi trên môi trường điện tử", "Hồ sơ gửi qua bưu chính"),
    ],
)
def test_cases_stay_a_choice(titles: tuple[str, str]) -> None:
    made = papers_of(*(DocumentCase(title, (paper(f"Giấy {n}"),)) for n, title in enumerate(titles)))
    assert [case["title"] for case in made["cases"]] == list(titles)
    assert [row["case"] for row in made["components"]] == ["phan-1", "phan-2"]


@pytest.mark.parametrize(
    ("item", "name", "file"),
    [
        (("đưa bến xe khách vào khai thác theo mẫuDon_TT1.", "000660.docx"), "đưa bến xe khách vào khai thác theo mẫu", "Don_TT1.000660.docx"),
        (("trên đường bộ đang khai thácĐơn_TT1.", "013061.docx"), "trên đường bộ đang khai thác", "Đơn_TT1.013061.docx"),
        (("(bản chính hoặc biểu mẫu điện tử)Don_TT1.", "005021.docx"), "(bản chính hoặc biểu mẫu điện tử)", "Don_TT1.005021.docx"),
        (("Bản đồ khu vực thăm dò khoáng sảnMau 09-Phu luc II_37.2025.TT-BNNMT_02.7.", "2025.docx"),
         "Bản đồ khu vực thăm dò khoáng sản", "Mau 09-Phu luc II_37.2025.TT-BNNMT_02.7.2025.docx"),
        (("Đơn đề nghị;Mẫu số 07.", "MTCN.docx"), "Đơn đề nghị;", "Mẫu số 07.MTCN.docx"),
        (("Văn bản theo Mẫu số 5.", "đính kèm.docx"), "Văn bản theo Mẫu số 5.", "đính kèm.docx"),
        (("Giấy đề nghị hợp nhấtMẫu TP-28.docx", ""), "Giấy đề nghị hợp nhất", "Mẫu TP-28.docx"),
        (("", "Đơn đề nghị cấp đổi thẻMau01 (1).doc"), "Đơn đề nghị cấp đổi thẻ", "Mau01 (1).doc"),
        (
            ("Văn bản đề nghị cấp đổ", "i thẻ của BộMau02.doc"),
            "Văn bản đề nghị cấp đổi thẻ của Bộ",
            "Mau02.doc",
        ),
        (
            ("Phiếu ban hành kè", "m theo Nghị định củaMẫu M02a.docx"),
            "Phiếu ban hành kèm theo Nghị định của",
            "Mẫu M02a.docx",
        ),
        (
            ("Giấy về nhà ở", "cho lực lượng vũ trangMau 2.docx"),
            "Giấy về nhà ở cho lực lượng vũ trang",
            "Mau 2.docx",
        ),
        (("Bản sao CCCD của ông A", "Mẫu 1.docx"), "Bản sao CCCD của ông A", "Mẫu 1.docx"),
        (("khoáng sản nhóm IVMau 02 - Phu luc II_02.7.", "2025.doc"), "khoáng sản nhóm IV", "Mau 02 - Phu luc II_02.7.2025.doc"),
        (("Giấy đề nghị theo mẫu;TK 1.", "000703.docx"), "Giấy đề nghị theo mẫu;", "TK 1.000703.docx"),
        (("Tóm tắt, Thông tư 13/2016/TT-BNNPTNTPHỤ LỤC VIII.", "MẪU.docx"), "Tóm tắt, Thông tư 13/2016/TT-BNNPTNT", "PHỤ LỤC VIII.MẪU.docx"),
        (("Tờ khai (Mẫu số 01/BĐS)01 BĐS.docx", "Tờ khai (Mẫu số 01/BĐS)01 BĐS.docx"), "Tờ khai (Mẫu số 01/BĐS)", "01 BĐS.docx"),
    ],
)  # fmt: skip
def test_a_form_file_glued_to_a_name_is_told_apart(item: tuple[str, str], name: str, file: str) -> None:
    assert papers.mended(paper(*item)) == (name, file)


@pytest.mark.parametrize(
    ("told", "name"),
    [
        (";", "Giấy tờ mà nguồn không ghi tên"),
        ("****", "Giấy tờ mà nguồn không ghi tên"),
        (".Đơn đề nghị cấp lại", "Đơn đề nghị cấp lại"),
        (") Bản sao huy chương", "Bản sao huy chương"),
        ("(9) Giấy báo tử", "(9) Giấy báo tử"),
    ],
)
def test_a_name_begins_with_a_word(told: str, name: str) -> None:
    made = papers_of(DocumentCase("", (paper(told, ""),)))
    assert [row["name"] for row in made["components"]] == [name]


def test_a_paper_is_named_clean_and_its_files_are_told_one_by_one() -> None:
    made = papers_of(DocumentCase("", (paper("Đơn đề nghị;Mẫu số 13.", "docxMẫu số 14.docx"),)))
    (row,) = made["components"]
    assert row["name"] == "Đơn đề nghị"
    assert "Mẫu số 13.docx; Mẫu số 14.docx" in row["note"]


def test_the_day_of_reception_is_read_from_the_steps_where_the_column_lost_its_unit() -> None:
    steps = "nếu tiếp nhận hồ sơ sau 15 giờ thì có Phiếu hẹn, trả kết quả trong ngày làm việc tiếp theo"
    methods = tuple(Method(way, None, "FREE") for way in ("DIRECT", "ONLINE"))
    record = replace(FULL, steps=steps, methods=methods)
    assert gaps(record).limits == ("ONLINE",)
    settled = replace(
        PLAIN, limit=(Decimal(2), "WORKING_DAY"), limit_reason="theo phiếu hẹn", fee=0, fee_reason="miễn"
    )
    made = generate(record, settled)
    desk, online = toml(made)["limits"]
    assert (desk["unit"], desk["after"], desk["verified"]) == ("SAME_DAY", "15:00", False)
    assert (online["unit"], online["value"]) == ("WORKING_DAY", 2)
    assert faults(made) == []
    stated = replace(record, methods=(Method("DIRECT", (Decimal(3), "WORKING_DAY"), "FREE"),))
    assert toml(generate(stated, PLAIN))["limits"][0]["value"] == 3
