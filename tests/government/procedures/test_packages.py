"""The province's deep packages: found by everyday words, run as drawn, and none a copy of another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from tests import rows
from tests.government.procedures.conftest import PROVINCE, packages
from tinhso.foundation.process import api as process
from tinhso.foundation.province import api as province
from tinhso.government.procedures import api
from tinhso.government.procedures.checks.examples import KINDS
from tinhso.government.procedures.checks.package import Package, plain
from tinhso.government.procedures.rules import route
from tinhso.government.procedures.rules.content import Content
from tinhso.government.procedures.rules.forms.fields import Leaf, leaves
from tinhso.government.procedures.rules.forms.form import Form
from tinhso.lib.ids import new_id

pytestmark = pytest.mark.django_db

# What the founding brief asks of the folder.
PACKAGES_AT_LEAST = 40
FIELDS_AT_LEAST = 12
SUCCESSIONS_AT_LEAST = 8
DEEP_AT_LEAST = 15
LAST_DISTRICT_DAY, FIRST_COMMUNE_DAY = date(2025, 6, 30), date(2025, 7, 1)

# What any form asks about any person or body, whatever the matter is.
OF_ANYBODY = {
    *("name", "citizen_id", "passport", "birth_date", "sex", "ethnicity", "nationality"),
    *("phone", "email", "address", "tax_number"),
}

FOUND_AT_LEAST = 0.95

QUESTIONS = [
    ("làm giấy khai sinh cho con", "1.001193"),
    ("lam giay khai sinh cho con", "1.001193"),
    ("vợ mới đẻ phải làm giấy gì", "1.001193"),
    ("giay chung sinh roi lam gi", "1.001193"),
    ("the bao hiem cho con", "2.000986"),
    ("thẻ bảo hiểm y tế cho bé", "2.000986"),
    ("nhập khẩu cho con", "2.000986"),
    ("nhap ho khau cho con moi sinh", "2.000986"),
    ("dang ky thuong tru cho tre", "2.000986"),
    ("xay nha", "1.013225"),
    ("xin giấy phép xây nhà", "1.013225"),
    ("tôi muốn xây nhà 3 tầng", "1.013225"),
    ("giay phep xay dung", "1.013225"),
    ("cất nhà cần giấy tờ gì", "1.013225"),
    ("xay nha kho", "1.013225"),
    ("sang ten so do", "1.013833"),
    ("đổi tên trên sổ đỏ", "1.013833"),
    ("sua sai thong tin so do", "1.013833"),
    ("đất nhà tôi bị sạt lở", "1.013833"),
    ("dang ky bien dong dat dai", "1.013833"),
    ("lối đi qua đất hàng xóm", "1.013833"),
    ("cong chung ban sao", "2.000815"),
    ("sao y bản chính", "2.000815"),
    ("photo cong chung bang tot nghiep", "2.000815"),
    ("chứng thực giấy tờ", "2.000815"),
    ("tro cap nguoi gia", "1.001776"),
    ("trợ cấp khuyết tật", "1.001776"),
    ("tien nguoi cao tuoi", "1.001776"),
    ("trẻ mồ côi được hưởng gì", "1.001776"),
    ("nuôi con một mình", "1.001776"),
    ("tro cap xa hoi hang thang", "1.001776"),
    ("mo quan an", "1.001612"),
    ("mở tiệm tạp hóa", "1.001612"),
    ("giay phep kinh doanh", "1.001612"),
    ("ban pho", "1.001612"),
    ("mo van phong luat su", "1.002010"),
    ("thành lập công ty luật", "1.002010"),
    ("hanh nghe luat su", "1.002010"),
    ("bố tôi mất phải làm giấy gì", "1.000656"),
    ("giay chung tu", "1.000656"),
    ("dang ky ket hon", "1.000894"),
    ("lay chong Han", "2.000806"),
    ("cưới người nước ngoài", "2.000806"),
    ("giay doc than", "1.004873"),
    ("sai ngay sinh trong giay khai sinh", "1.004859"),
    ("đổi tên cho con", "1.004859"),
    ("so yeu ly lich", "2.000884"),
    ("hop dong mua ban dat", "2.001035"),
    ("nhập hộ khẩu nhà chồng", "1.004222"),
    ("khai bao tam vang", "1.003677"),
    ("xin con nuôi", "2.001263"),
    ("luat su mien phi", "2.000829"),
    ("đóng cửa quán", "1.001266"),
    ("tra giay phep kinh doanh", "1.001266"),
    ("tam nghi ban may thang", "1.001570"),
    ("doi chu quan", "2.000720"),
    ("lap hop tac xa", "1.005280"),
    ("htx tạm ngừng", "2.002641"),
    ("mo cong ty", "2.001583"),
    ("chuyển trụ sở công ty", "2.002041"),
    ("giai the cong ty", "2.002023"),
    ("làm sổ hộ nghèo", "1.011607"),
    ("nợ tiền sử dụng đất", "1.012995"),
    ("xoa no so do", "1.012996"),
    ("nhà không có người thừa kế", "3.000410"),
    ("dung rap dam cuoi ngoai duong", "1.013274"),
    ("mượn vỉa hè để vật liệu", "1.013274"),
    ("bau ban quan tri chung cu", "1.012888"),
    ("tien thai san", "2.000693"),
    ("nghỉ đẻ được bao nhiêu tiền", "2.000693"),
    ("vay von trong rung", "1.012531"),
    ("đăng ký thuyền kayak", "2.001215"),
    ("hop dan ve moi truong cua du an", "1.010736"),
    ("làm cầu qua mương", "1.014849"),
    ("bai cat ven kenh", "1.014849"),
    ("an toan ha du ho chua", "1.003203"),
    ("vay tien mua xe buyt", "3.000161"),
    ("thế chấp sổ đỏ vay ngân hàng", "1.011441"),
]


PACKAGES = packages()
CONTENTS = {package.path: package.content for package in PACKAGES if package.content}
EXAMPLES = [(package, name) for package in PACKAGES for name in package.examples]


def code_of(path: str) -> str:
    """The national code of the package in that folder."""
    return CONTENTS[path].code


def levels_on(content: Content, day: date) -> set[str]:
    """Who decides that day, by level; nobody when the version is not in force."""
    if day < content.valid_from or (content.valid_to is not None and day > content.valid_to):
        return set()
    return {rule.level for rule in content.authority if rule.key == "competent" and rule.holds(day)}


@pytest.fixture(scope="module")
def whole_province(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The real folder, loaded once for all tests here and undone after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        rows.load_province()
        yield
        transaction.set_rollback(True)


def test_the_folder_is_sound_and_deep() -> None:
    assert [str(fault) for fault in province.check(PROVINCE)] == []
    for package in PACKAGES:
        kinds = {example.data["kind"] for example in package.examples.values()}
        assert kinds == set(KINDS), package.path
        assert len(package.examples) >= 3, package.path


def test_there_are_forty_procedures_of_twelve_fields_and_both_levels() -> None:
    codes, fields = ({getattr(c, name) for c in CONTENTS.values()} for name in ("code", "field"))
    assert len(CONTENTS) == len(PACKAGES) >= PACKAGES_AT_LEAST
    assert len(codes) >= PACKAGES_AT_LEAST
    assert len(fields) >= FIELDS_AT_LEAST
    now = Counter(level for content in CONTENTS.values() for level in levels_on(content, date(2026, 12, 1)))
    assert min(now["commune"], now["province"]) >= 8, now
    assert "district" not in now


def test_eight_versions_of_the_district_have_a_successor() -> None:
    """A version that ended with the districts, and who took over: the same code, or its successor's."""
    found = []
    for path, content in CONTENTS.items():
        if content.valid_to == LAST_DISTRICT_DAY and levels_on(content, LAST_DISTRICT_DAY) == {"district"}:
            heirs = {content.code, content.successor.code if content.successor else ""}
            taken = [
                other.code
                for other in CONTENTS.values()
                if other.code in heirs and levels_on(other, FIRST_COMMUNE_DAY) in ({"commune"}, {"province"})
            ]
            assert taken, path
            found.append(path)
    assert len(found) >= SUCCESSIONS_AT_LEAST, found


def test_fifteen_packages_choose_by_facts_ask_elsewhere_or_end_on_the_spot() -> None:
    """Drawn and walked: an example goes to the other agency, or two examples that end well go different ways."""
    by_facts, elsewhere, on_the_spot = set(), set(), set()
    for package in PACKAGES:
        plan = route.read(package.bpmn)
        conditions = [when for flows in plan.out.values() for _name, _target, when in flows if when]
        agency = {key: node.get(route.TINHSO + "agency") for key, node in plan.nodes.items()}
        good = [
            plain(e.data["expect"])["route"] for e in package.examples.values() if e.data["kind"] != "refused"
        ]
        if any("outcome" not in when for when in conditions) and len({frozenset(way) for way in good}) >= 2:
            by_facts.add(package.path)
        if any(agency[step] not in (None, "competent") for way in good for step in way):
            elsewhere.add(package.path)
        if CONTENTS[package.path].on_the_spot:
            on_the_spot.add(package.path)
    assert len(by_facts) >= DEEP_AT_LEAST, sorted(by_facts)
    assert len(elsewhere) >= DEEP_AT_LEAST, sorted(elsewhere)
    assert len(on_the_spot) >= 2, sorted(on_the_spot)
    assert len(by_facts | elsewhere | on_the_spot) >= 2 * DEEP_AT_LEAST


def test_what_has_no_source_is_not_called_verified() -> None:
    allowance = next(p for p in PACKAGES if "1.001776" in p.path)
    assert allowance.content
    assert not any(limit.verified or limit.known for limit in allowance.content.limits)
    assert not any(fee.verified for fee in allowance.content.fees)
    for code in ("1.002010", "2.000986", "1.013225"):
        content = next(p.content for p in PACKAGES if code in p.path)
        assert content
        assert all(fee.unstated and fee.note for fee in content.fees), code


def test_everyday_questions_find_the_right_one(whole_province: None) -> None:
    found = {question: [hit.code for hit in api.search(question, 5)] for question, _code in QUESTIONS}
    missed = [(q, code, found[q]) for q, code in QUESTIONS if code not in found[q]]
    first = sum(found[q][:1] == [code] for q, code in QUESTIONS)
    assert len(QUESTIONS) >= 30
    assert len(missed) <= len(QUESTIONS) * (1 - FOUND_AT_LEAST), missed
    assert first >= len(QUESTIONS) * 0.8, [
        (q, code, found[q]) for q, code in QUESTIONS if found[q][:1] != [code]
    ]


@pytest.mark.parametrize(
    ("package", "name"), EXAMPLES, ids=[f"{p.path.split('/')[-1]}-{n}" for p, n in EXAMPLES]
)
def test_the_engine_goes_the_way_the_example_tells(whole_province: None, package: Package, name: str) -> None:
    example = plain(package.examples[name].data)
    day = package.examples[name].data["received"].date()
    assert package.schema is not None
    data, _errors = Form(package.schema, day).clean(example["data"])
    assert package.content is not None
    # Just what a dossier's process is given.
    facts = {**data, "channel": example["channel"], "procedure": package.content.code}
    spec = process.store_spec(package.bpmn.encode())
    run = process.start(spec, new_id(), facts)
    done: list[str] = []
    while waiting := process.waiting(run.id):
        step = waiting[0]
        given = example.get("outcomes", {}).get(step.key, [])
        told = given[min(done.count(step.key), len(given) - 1)] if given else step.outcomes[0]
        process.complete(run.id, step.id, told, {})
        done.append(step.key)
        assert len(done) < 50
    # Branches that run side by side may be done in another order; what is done may not differ.
    assert sorted(done) == sorted(example["expect"]["route"])
    assert done[0] == example["expect"]["route"][0]


def test_each_step_has_an_agency_that_is_there(whole_province: None) -> None:
    commune, day = "08707", date(2026, 12, 1)
    wanted = {
        ("1.013225", "competent"): "ubnd-phuong-vinh-yen",
        ("1.013225", "opinion"): "so-xay-dung-phu-tho",
        ("1.013833", "competent"): "vpdkdd-phu-tho",
        ("1.013833", "tax"): "co-quan-thue-phu-tho",
        ("1.001776", "pension"): "bhxh-phu-tho",
        ("1.002010", "competent"): "so-tu-phap-phu-tho",
        ("2.000986", "police"): "cong-an-tinh-phu-tho",
        ("2.000986", "insurance"): "bhxh-phu-tho",
    }
    for (code, key), slug in wanted.items():
        assert api.agency_for(api.version(code, day), commune, day, key).slug.startswith(slug), (code, key)


def test_the_permit_was_the_districts_until_july_2025(whole_province: None) -> None:
    version = api.version("1.013225", date(2025, 6, 30))
    before = api.agency_for(version, "08707", date(2025, 6, 30))
    after = api.agency_for(version, "08707", date(2025, 7, 1))
    assert (before.level, after.level) == ("district", "commune")


@pytest.mark.parametrize("code", ["2.000806", "2.000779"])
def test_civil_status_across_borders_was_the_districts_until_july_2025(
    whole_province: None, code: str
) -> None:
    last, first = date(2025, 6, 30), date(2025, 7, 1)
    before, after = api.version(code, last), api.version(code, first)
    assert before.id != after.id
    levels = api.agency_for(before, "08707", last).level, api.agency_for(after, "08707", first).level
    assert levels == ("district", "commune")


def likeness(a: Counter[object], b: Counter[object]) -> float:
    """What two counters share of what either has."""
    return sum((a & b).values()) / sum((a | b).values())


def questions_of(package: Package) -> Counter[object]:
    """Kind and last name of every question."""
    return Counter((leaf.widget, leaf.name.rsplit(".", 1)[-1]) for leaf in leaves(package.schema or {}))


def form_shape(package: Package) -> Counter[object]:
    """How questions follow each other, whatever they are called."""
    found = [_sort(leaf) for leaf in leaves(package.schema or {})]
    return Counter(pairwise(found))


def _sort(leaf: Leaf) -> tuple[str, bool]:
    return leaf.widget, bool(leaf.whens)


def process_shape(package: Package) -> Counter[object]:
    """What follows what, three elements at a time, by kind of element, kind of step, role, and whether another agency
    does it: renaming changes nothing, and neither does giving a lane another id.

    Every two neighbours alone say little: "appraise, decide, sign" is how Vietnamese offices work whatever the matter
    is, so bags of pairs made unrelated packages look alike (0.64) while a real copy was hardly further away.
    """
    plan = route.read(package.bpmn)
    role = {
        ref.text: node.get(route.TINHSO + "role") or node.get("id")
        for node in plan.nodes.values()
        if node.tag == route.BPMN + "lane"
        for ref in node.findall(route.BPMN + "flowNodeRef")
    }
    label = {
        key: (
            node.tag,
            node.get(route.TINHSO + "kind"),
            role.get(key),
            node.get(route.TINHSO + "agency", "competent") != "competent",
        )
        for key, node in plan.nodes.items()
    }
    return Counter(
        (label[first], label[second], label[third], bool(when), bool(then))
        for first, flows in plan.out.items()
        for _flow, second, when in flows
        for _next, third, then in plan.out.get(second, ())
    )


def step_names(package: Package) -> Counter[object]:
    """The names of the steps."""
    nodes = route.read(package.bpmn).nodes.values()
    return Counter(node.get("name") for node in nodes if node.tag == route.BPMN + "userTask")


def matters_asked(package: Package) -> Counter[object]:
    """Kind and last name of the questions that are not just who somebody is."""
    asked = leaves(package.schema or {})
    names = ((leaf.widget, leaf.name.rsplit(".", 1)[-1]) for leaf in asked)
    return Counter(pair for pair in names if pair[1] not in OF_ANYBODY)


# Likeness from 0 to 1 above which two packages would be one under two names. First for two procedures: all questions
# may be more alike than those of the matter, since every marriage, birth and death asks two people's names, numbers,
# days and homes. Then for two versions of one procedure: the matter stays what it was, so most questions do, but the
# offices that work on it were others, so ways and names of steps are held as strictly as anybody's.
# `test_a_renamed_copy_is_caught` shows how far from these bounds a copy with other names stands: at 1.
LIKENESS: dict[Callable[[Package], Counter[object]], tuple[float, float]] = {
    questions_of: (0.38, 0.85),
    matters_asked: (0.25, 0.80),
    form_shape: (0.28, 0.85),
    process_shape: (0.44, 0.40),
    step_names: (0.20, 0.20),
}
# Two procedures whose way the law itself makes alike, and by how much at most: marriage and the certificate about
# one's marital status. For both the officer looks up the registers, asks the commune where somebody lived, takes a
# written pledge when nobody answers, and sends the electronic form back to be read (decree 123/2015/NĐ-CP and the
# steps that the source publishes). What follows (ceremony, 60 days, cancelling) is the marriage's alone.
ALIKE_BY_LAW = {("process_shape", frozenset({"1.000894", "1.004873"})): 0.58}


@pytest.mark.parametrize("view", LIKENESS, ids=[view.__name__ for view in LIKENESS])
def test_no_package_is_a_renamed_copy(view: Callable[[Package], Counter[object]]) -> None:
    """Every pair is measured; the report of the nearest ones is shown with `-rP`, and when the test fails."""
    seen = {package.path: view(package) for package in PACKAGES}
    assert all(seen.values())
    pairs = sorted(
        ((likeness(seen[a], seen[b]), code_of(a) == code_of(b), a, b) for a, b in combinations(seen, 2)),
        reverse=True,
    )
    assert len(pairs) >= PACKAGES_AT_LEAST * (PACKAGES_AT_LEAST - 1) // 2
    for same, bound in zip((False, True), LIKENESS[view], strict=True):
        kind = [(round(like, 3), a, b) for like, versions, a, b in pairs if versions is same]
        assert kind
        print(
            "versions of one procedure" if same else "two procedures",
            f"at most {bound}:",
            *kind[:10],
            sep="\n  ",
        )
        for like, a, b in kind:
            named = frozenset({code_of(a), code_of(b)})
            assert like <= ALIKE_BY_LAW.get((view.__name__, named), bound), (a, b)


def other_names(schema: Any) -> Any:
    """A form with other titles, hints and keys; nothing else."""
    if isinstance(schema, list):
        return [other_names(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: other_names(part) for key, part in schema.items() if key != "x-prefill"}
    if isinstance(schema.get("properties"), dict):
        found["properties"] = {
            f"other_{number}": other_names(part) for number, part in enumerate(schema["properties"].values())
        }
    for key in {"title", "description"} & found.keys():
        found[key] = "Khác"
    return found


def other_ids(bpmn: str) -> str:
    """A process with other names and ids of steps and lanes; the role of a lane stays."""
    root = ElementTree.fromstring(bpmn)
    new: dict[str | None, str] = {}
    for element in root.iter():
        if element.tag == route.BPMN + "lane" and route.TINHSO + "role" not in element.attrib:
            element.set(route.TINHSO + "role", element.get("id", ""))
        if "id" in element.attrib:
            new[element.get("id")] = f"other_{len(new)}"
    for element in root.iter():
        for key in {"id", "sourceRef", "targetRef", "default"} & set(element.attrib):
            element.set(key, new[element.get(key)])
        if element.tag == route.BPMN + "flowNodeRef":
            element.text = new[element.text]
        if "name" in element.attrib:
            element.set("name", f"Khác {element.get('id')}")
    return ElementTree.tostring(root, encoding="unicode")


@pytest.mark.parametrize("package", PACKAGES, ids=[p.path.split("/")[-1] for p in PACKAGES])
def test_a_renamed_copy_is_caught(package: Package) -> None:
    """Other titles, keys, step names and ids: the words no longer agree, the shapes do, and the bound is passed.

    So is it when the copy also left out its last question; what nothing is left of is no copy any more.
    """
    assert package.schema is not None
    copy = replace(package, schema=other_names(package.schema), bpmn=other_ids(package.bpmn))
    assert likeness(step_names(package), step_names(copy)) == 0
    assert likeness(matters_asked(package), matters_asked(copy)) == 0
    for shape in (form_shape, process_shape):
        assert likeness(shape(package), shape(copy)) == 1 > max(LIKENESS[shape])
    shorter = {**copy.schema, "properties": dict(list(copy.schema["properties"].items())[:-1])}
    still = likeness(form_shape(package), form_shape(replace(copy, schema=shorter)))
    assert still > LIKENESS[form_shape][0]


def test_ways_differ_side_by_side_back_and_refused() -> None:
    """Most packages choose, go back and refuse; at least four let people work side by side."""
    plans = {package.path: route.read(package.bpmn) for package in PACKAGES}
    side_by_side = [
        path
        for path, plan in plans.items()
        if sum(node.tag == route.BPMN + "parallelGateway" for node in plan.nodes.values()) >= 2
    ]
    assert len(side_by_side) >= 4, side_by_side
    for package in PACKAGES:
        refused = [e for e in package.examples.values() if e.data["kind"] == "refused"]
        plain_routes = [
            e.data["expect"]["route"] for e in package.examples.values() if e.data["kind"] == "plain"
        ]
        for example in refused:
            assert example.data["expect"]["errors"], package.path
            assert example.data["expect"]["route"] not in plain_routes, package.path
