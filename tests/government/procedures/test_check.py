"""Each fault of a package is named with its file, its line and the way out."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.government.procedures.conftest import EXEMPLARY, PROVINCE, small_province
from tinhso.foundation.province.api import Fault, Folder
from tinhso.government.procedures import folder as part

Texts = dict[str, bytes]
TOML = f"{EXEMPLARY}/procedure.toml"
FORM = f"{EXEMPLARY}/form.json"
BPMN = f"{EXEMPLARY}/process.bpmn"
PLAIN = f"{EXEMPLARY}/examples/thuong.toml"


def faults(texts: Texts) -> list[Fault]:
    return list(part.check_part(Folder(texts=texts)))


def swap(name: str, old: str, new: str) -> Callable[[Texts], None]:
    def change(texts: Texts) -> None:
        assert old.encode() in texts[name], f"{old!r} is not in {name}"
        texts[name] = texts[name].replace(old.encode(), new.encode(), 1)

    return change


def drop(name: str) -> Callable[[Texts], None]:
    return lambda texts: texts.pop(name) and None


def line_of(texts: Texts, name: str, text: str) -> int:
    return next(n for n, line in enumerate(texts[name].decode().split("\n"), 1) if text in line)


def test_the_province_is_sound() -> None:
    assert [str(fault) for fault in part.check_part(Folder(PROVINCE))] == []


def test_the_small_province_is_sound() -> None:
    assert [str(fault) for fault in faults(small_province())] == []


@pytest.mark.parametrize(
    ("change", "file", "at", "word"),
    [
        (swap(TOML, 'slug = "khai-sinh"', 'slug = "khai-sin"'), TOML, "code =", "Tên thư mục"),
        (swap(TOML, 'purpose = "', 'purposes = "'), TOML, "purposes", "Khóa lạ"),
        (swap(TOML, "[[authority]]", '[[route]]\nwhere = "ministry"\nvalid_from = 2026-01-01\n\n[[authority]]'), TOML, "[[route]]", "không có tên"),
        (swap(TOML, "[[authority]]", '[[route]]\nwhere = "here"\nvalid_from = 2026-01-01\n\n[[route]]\nwhere = "ministry"\nsystem = "Hệ thống"\nvalid_from = 2026-01-01 # again\n\n[[authority]]'), TOML, "# again", "cùng bắt đầu"),
        (swap(TOML, 'purpose = "', '# purpose = "'), TOML, "", "Thiếu khóa “purpose”"),
        (swap(TOML, 'source_date =', 'unverified = ["title"]\nsource_date ='), TOML, "unverified", "không hợp lệ"),
        (swap(TOML, 'source_date =', 'unverified = ["valid_to"]\nsource_date ='), TOML, "unverified", "“valid_to”"),
        (
            lambda texts: (swap(TOML, "source_url = ", "# source_url = ")(texts), swap(TOML, "key = \"to-khai\"", "key = \"to-khai\"\nverified = true")(texts)),
            TOML, "verified = true", "không nêu nguồn",
        ),
        (swap(TOML, 'field = "ho-tich"', 'field = "ho-tick"'), TOML, "field =", "Lĩnh vực"),
        (swap(TOML, '"sinh-con"', '"sinh-em"'), TOML, "life_events", "Sự kiện"),
        (swap(TOML, '"ĐT1"', '"DT1"'), TOML, "subjects", "không hợp lệ"),
        (swap(TOML, 'online_level = "full"', 'online_level = "4"'), TOML, "online_level", "không hợp lệ"),
        (swap(TOML, "source_date = 2026-07-01", 'source_date = "hôm qua"'), TOML, "source_date", "không hợp lệ"),
        (swap(TOML, 'cutoff = "15:00"', 'cutoff = "25:00"'), TOML, "cutoff", "không hợp lệ"),
        (swap(TOML, 'after = "15:00"', 'after = "15:00"\nvalue = 1'), TOML, "[[limits]]", "không có con số"),
        (swap(TOML, 'unit = "SAME_DAY"', 'value = 1\nunit = "DAY"'), TOML, "[[limits]]", "chỉ đi với nó"),
        (swap(TOML, 'after = "15:00"', 'after = "3h"'), TOML, "after", "không hợp lệ"),
        (swap(TOML, "[[authority]]", '[successor]\ncode = "2.000986"\n\n[[authority]]'), TOML, "[successor]", "ngày hết hiệu lực"),
        (swap(TOML, "valid_from = 2016-01-01\n\n", 'valid_from = 2016-01-01\nvalid_to = 2026-12-31\n\n[successor]\ncode = "9.000001"\n\n'), TOML, "9.000001", "Không có thủ tục"),
        (swap(TOML, 'code = "KQ.G15.000031"', 'code = "KQ 31"'), TOML, "KQ 31", "không hợp lệ"),
        (swap(TOML, "valid_from = 2016-01-01", "valid_from = 2016-13-01"), TOML, "2016-13-01", "cú pháp TOML"),
        (
            swap(TOML, "valid_from = 2016-01-01\n\n", "valid_from = 2016-01-01\nvalid_to = 2015-01-01\n\n"),
            TOML,
            "valid_to",
            "trước ngày bắt đầu",
        ),
        (
            swap(TOML, "[[components]]", '[[authority]]\nlevel = "district"\nvalid_from = 2020-01-01\n\n[[components]]'),
            TOML,
            "",
            "chồng thời gian",
        ),
        (swap(TOML, 'key = "chung-sinh"', 'key = "to-khai"'), TOML, "", "bị lặp"),
        (swap(TOML, "birth.proof == 'certificate'", "birth.proof == = 1"), TOML, "== = 1", "biểu thức"),
        (swap(TOML, 'channel = "ONLINE"', 'channel = "ONLINE"\nvalue = 1'), TOML, "", "cả số và đơn vị"),
        (swap(TOML, 'channel = "POSTAL"\nverified = false', 'channel = "POSTAL"\nverified = true # sure'), TOML, "# sure", "kiểm chứng"),
        (swap(TOML, 'kind = "charge"', 'kind = "charge"\namount = -1'), TOML, "amount", "không hợp lệ"),
        (swap(TOML, 'kind = "charge"', 'kind = "charge"\namount = 5\nexpression = "6"'), TOML, "", "cả số tiền"),
        (swap(TOML, 'key = "chung-sinh"', 'key = "chung-sinh"\ncase = "la"'), TOML, "case", "Trường hợp"),
        (drop(FORM), FORM, "", "Thiếu biểu mẫu"),
        (swap(FORM, '"type": "object",', '"type": "object"'), FORM, "", "cú pháp JSON"),
        (swap(FORM, '"x-widget": "citizen_id"', '"x-widget": "citizen"'), FORM, '"citizen"', "Kiểu nhập lạ"),
        (swap(FORM, '"x-date": "past"', '"x-dat": "past"'), FORM, "x-dat", "Gợi ý lạ"),
        (swap(FORM, '"fields": ["child"]', '"fields": ["chld"]'), FORM, "chld", "không có"),
        (swap(FORM, '"fields": ["child"]', '"fields": []'), FORM, "", "không nằm trên trang nào"),
        (swap(FORM, '"fields": ["child"]', '"fields": ["child", "copies"]'), FORM, "copies", "nhiều trang"),
        (swap(FORM, "birth.proof == 'certificate'", "import os"), FORM, "import os", "điều kiện"),
        (swap(FORM, '"minLength": 2', '"minLength": "hai"'), FORM, "", "JSON Schema"),
        (drop(BPMN), BPMN, "", "Thiếu quy trình"),
        (swap(BPMN, '<bpmn:lane id="leader"', '<bpmn:lane id="king"'), BPMN, "", ""),
        (swap(BPMN, "appraise_outcome == 'unfit'", "__import__('os').system('id')"), BPMN, "", ""),
        (swap(BPMN, 'tinhso:share="0.5"', 'tinhso:share="0.9"'), BPMN, "", "thời hạn"),
        (drop(PLAIN), f"{EXEMPLARY}/examples", "", "Thiếu ví dụ"),
        (swap(PLAIN, 'relation = "mother"', 'relation = "aunt"'), PLAIN, "", "Biểu mẫu trả lời khác"),
        (swap(PLAIN, '"approve", "number"', '"number", "approve"'), PLAIN, "route =", "route"),
        (swap(PLAIN, 'due = ""', 'due = "2026-11-24T17:00:00+07:00"'), PLAIN, "due =", "due"),
        (swap(PLAIN, 'fee = "unstated"', "fee = 0"), PLAIN, "fee =", "fee"),
        (swap(PLAIN, "KQ.G15.000031", "KQ.G15.000032"), PLAIN, "result", "Kết quả"),
        (swap(PLAIN, '["chung-sinh"]', "[]"), PLAIN, "components", "components"),
        (swap(PLAIN, "+07:00", ""), PLAIN, "received", "múi giờ"),
        (swap(PLAIN, "[expect]", "[expect]\nspeed = 1"), PLAIN, "speed", "Khóa lạ"),
        (swap("search/fields.toml", 'name = "Hộ tịch"', "name = 5"), "search/fields.toml", "name = 5", "sai kiểu"),
        (swap("search/life-events.toml", "1.001193", "1.001194"), "search/life-events.toml", "1.001194", "chưa có"),
        (drop("search/synonyms.toml"), "search/synonyms.toml", "", "Thiếu tệp"),
        (lambda texts: texts.update({"procedures/x/note.txt": b"?"}), "procedures/x/note.txt", "", "không thuộc gói"),
        # Conditions that a person cannot read, or that nobody can ever meet.
        (swap(TOML, 'when_label = "trẻ bị bỏ rơi"\n', ""), TOML, "birth.abandoned", "chưa nói bằng lời"),
        (swap(TOML, 'kind = "present"', 'kind = "present"\nwhen_label = "lạ"'), TOML, '"lạ"', "chưa nói bằng lời"),
        (swap(TOML, "birth.abandoned == true", "birth.abandon == true"), TOML, "birth.abandon ", "birth.abandon"),
        (swap(FORM, "birth.proof == 'certificate'", "birht.proof == 'certificate'"), FORM, "birht.proof", "birht.proof"),
        (swap(TOML, 'text = "Theo ngày', 'value = 1\nunit = "DAY"\ntext = "Theo ngày'), TOML, "text = ", "cả con số và lời"),
        # Form files: whatever the engine would pass over in silence.
        (swap(FORM, '"x-widget": "citizen_id"', '"x-widget": "file"'), FORM, "", "không nhận tệp"),
        (swap(FORM, '"minLength": 2', '"minlength": 2'), FORM, "minlength", "Từ khóa lạ"),
        (swap(FORM, '"minLength": 2', '"$ref": "https://example.com/s.json"'), FORM, "$ref", "không đọc"),
        (swap(FORM, '"minLength": 2', '"minLength": 2, "minLength": 3'), FORM, "minLength", "bị lặp"),
        (swap(FORM, '"minLength": 2', '"minLength": 1e999'), FORM, "", ""),
        (swap(FORM, '"minLength": 2', '"minLength": NaN'), FORM, "NaN", "NaN"),
        (swap(FORM, '"minLength": 2', '"pattern": "(a+)+$"'), FORM, '"pattern"', "không được phép"),
        (swap(FORM, '"minLength": 2', '"pattern": "a?b?c?d?"'), FORM, '"pattern"', "dài ngắn tùy ý"),
        (swap(FORM, '"minLength": 2', '"pattern": "[0-9]{0,99}[0-9]{0,99}X"'), FORM, '"pattern"', "dài ngắn tùy ý"),
        (swap(FORM, '"minLength": 2', '"format": "datetime"'), FORM, '"datetime"', "không dùng được"),
        (swap(FORM, '"x-date": "past"', '"x-date": "before"'), FORM, '"before"', "không dùng được"),
        (swap(FORM, '"properties": {\n', '"properties": {"owner": {"type": "object", "title": "Chủ", "properties": {"kind": {"type": "string", "title": "Loại"}}},\n'), FORM, '"owner"', "trùng tên với ô"),
        (swap(FORM, '"x-prefill": "person.name"', '"x-prefill": "name"'), FORM, "", "điền sẵn"),
        # Where a package stands and what it holds.
        (swap(TOML, 'field = "ho-tich"', 'field = "chung-thuc"'), TOML, "field =", "đứng sai chỗ"),
        (lambda texts: texts.update({f"{EXEMPLARY}/run.py": b"import os"}), f"{EXEMPLARY}/run.py", "", "không dùng tệp này"),
        (lambda texts: texts.update({f"{EXEMPLARY}/examples/a/b.toml": b""}), f"{EXEMPLARY}/examples/a/b.toml", "", "không dùng tệp này"),
        (lambda texts: texts.update({f"{EXEMPLARY}/../../x.dmn": b""}), f"{EXEMPLARY}/../../x.dmn", "", "không dùng tệp này"),
        # Processes: what is no part of the platform.
        (swap(BPMN, "<bpmn:endEvent", '<bpmn:serviceTask id="call"/><bpmn:endEvent'), BPMN, "serviceTask", "[call]"),
        (swap(BPMN, "<bpmn:endEvent", '<bpmn:scriptTask id="py"><bpmn:script>import os</bpmn:script></bpmn:scriptTask><bpmn:endEvent'), BPMN, "scriptTask", "[py]"),
        (swap(BPMN, "<bpmn:endEvent", '<bpmn:businessRuleTask id="dmn" tinhso:decision="no"/><bpmn:endEvent'), BPMN, "businessRuleTask", "[dmn]"),
        (swap(BPMN, "<bpmn:endEvent", '<bpmn:callActivity id="other" calledElement="x"/><bpmn:endEvent'), BPMN, "callActivity", "[other]"),
        (swap(BPMN, "appraise_outcome == 'unfit'", "appraise_outcom == 'unfit'"), BPMN, "", "appraise_outcom"),
        # Examples: what they leave out or tell of nothing.
        (swap(PLAIN, "route =", "# route ="), PLAIN, "", "chưa ghi đường đi"),
        (swap(PLAIN, "[expect]", '[outcomes]\nnobody = ["done"]\n\n[expect]'), PLAIN, "route =", "Không có bước"),
        (swap(PLAIN, "[expect]", '[messages]\nappraise = ["overdue"]\n\n[expect]'), PLAIN, "route =", "thông điệp"),
        (swap(PLAIN, "[expect]", "[outcomes]\nappraise = 1\n\n[expect]"), PLAIN, "outcomes", "phải là bảng"),
    ],
)  # fmt: skip
def test_each_fault_is_named(change: Callable[[Texts], None], file: str, at: str, word: str) -> None:
    texts = small_province()
    change(texts)
    found = [fault for fault in faults(texts) if fault.file == file and word in fault.message]
    assert found, [str(fault) for fault in faults(texts)]
    assert all(fault.way_out for fault in found)
    if at:
        assert line_of(texts, file, at) in [fault.line for fault in found]


def test_two_versions_on_one_day_are_refused() -> None:
    texts = small_province()
    copy = {n.replace("khai-sinh/", "khai-sinh@2/"): d for n, d in texts.items() if n.startswith(EXEMPLARY)}
    found = [f.message for f in faults({**texts, **copy})]
    assert any("Phiên bản này chồng thời gian" in message for message in found)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (FORM, b"[" * 100_000),
        (FORM, json.dumps([1]).encode()),
        (BPMN, b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        (BPMN, b"\x00\xff"),
        (BPMN, b"<a>" * 200_000),
        (BPMN, b"<a/>" + b" " * 1_100_000),
        (FORM, b" " * 1_100_000),
        (TOML, b"a = 1\n" + b"#" * 1_100_000),
        (TOML, b"a = " + b"[" * 50_000),
        (PLAIN, b"a = " + b"[" * 50_000),
        (
            FORM,
            b'{"type": "object", "properties": '
            + b'{"a": {"type": "object", "properties": ' * 200
            + b"{}"
            + b"}}" * 200
            + b"}",
        ),
        (FORM, b'{"minimum": ' + b"9" * 5_000 + b"}"),
        (TOML, b"\xff\xfe"),
        (PLAIN, b"data = 5\nexpect = 6\n"),
        (TOML, b""),
    ],
)
def test_broken_files_are_faults_and_never_crashes(name: str, data: bytes) -> None:
    found = faults({**small_province(), name: data})
    assert any(fault.file == name for fault in found)
