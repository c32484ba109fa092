"""The pages of both desks, the administrator's page, the folder's file, and two officers at one list."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from tests.government.dossiers.test_races import together
from tests.government.dossiers.world import CODE, MONDAY, officer
from tests.government.transfers.conftest import Two
from tinhso.foundation.province.api import Folder
from tinhso.foundation.worktime.api import at
from tinhso.government.dossiers.api import PaperInput
from tinhso.government.transfers import folder as part
from tinhso.government.transfers.actions.carry import export, load
from tinhso.government.transfers.actions.draw_up import draw_up
from tinhso.government.transfers.actions.hand_over import hand_over
from tinhso.government.transfers.actions.take_over import take_over
from tinhso.government.transfers.models import HandList, ListedPaper, Receiver, Transfer
from tinhso.government.transfers.queries.receivers import PAGE, page_on
from tinhso.government.transfers.receiver_rows import FILE
from tinhso.lib.errors import Conflict

PAPERS = (PaperInput("giay-to", None, 1, 2),)
HOME = "/can-bo/ban-giao/"
HEAD = "unit,procedure,receiver,valid_from,valid_to,basis,unverified\n"


def text(answer):
    return answer.content.decode()


def test_both_desks_by_their_pages(two: Two, window):
    got = two.receive(papers=PAPERS)
    clerk, other = window(two.clerk), window(two.world.reception)
    page = text(clerk.get(HOME))
    assert got.code in page
    assert got.code not in text(other.get(HOME))
    made = clerk.post(f"{HOME}lap/", {"transfer": [str(Transfer.objects.get().pk), "x"]}).url
    assert "Xác nhận đã bàn giao" in text(clerk.get(made))
    assert other.get(made).status_code == 404
    assert clerk.post(f"{made}giao/").status_code == 302
    assert "001/BG-2026" in text(other.get(HOME))
    assert "Xác nhận đã nhận" in text(other.get(made))
    printed = text(other.get(f"{made}in/"))
    assert "Giấy tờ chứng minh" in printed
    assert "Cán bộ xa-khac" in printed
    paper = ListedPaper.objects.get()
    other.post(f"{made}nhan/", {f"missing-{paper.pk}": "1", f"remark-{paper.pk}": "rách"})
    assert "rách" in text(clerk.get(made))
    assert "Bàn giao lại giấy tờ thiếu" in text(clerk.get(HOME))
    assert other.post(f"{made}nhan/").status_code == 409
    assert "Nhận hộ nơi khác" in text(clerk.get(f"/can-bo/ho-so/{got.pk}/"))


def test_the_administrator_sets_who_takes_over(two: Two, window):
    admin = window(officer("tinh", two.world.desk, "system_admin"))
    address = "/quan-tri/noi-nhan-ban-giao/"
    assert "Chưa kiểm chứng" in text(admin.get(address))
    wrong = admin.post(address, {"unit": "08867"})
    assert wrong.status_code == 422
    typed = {"unit": "08867", "procedure": CODE, "desk": two.here.slug, "basis": "Quyết định số 12"}
    typed |= {"valid_from__day": "23", "valid_from__month": "11", "valid_from__year": "2026"}
    assert admin.post(address, typed).status_code == 302
    row = Receiver.objects.get(unit_code="08867")
    asks = text(admin.get(f"{address}{row.pk}/het/"))
    assert "Không hoàn tác được" in asks
    assert Receiver.objects.get(pk=row.pk).valid_to is None, "asking ends nothing"
    mark = f"/{row.pk}/het/"
    for query, found in (
        ("", True),
        ("?thu-tuc=" + CODE, True),
        ("?thu-tuc=1.1", False),
        ("?don-vi=khong+co", False),
    ):
        assert (mark in text(admin.get(f"{address}{query}"))) is found, query
    assert admin.post(f"{address}{row.pk}/het/").status_code == 302
    assert window(two.clerk).get(address).status_code == 403
    lines = export().splitlines()
    assert lines[2] == f"08867,{CODE},mot-cua-khac,2026-11-23,2026-11-23,Quyết định số 12,"
    before = Receiver.objects.count()
    load(Folder(texts={FILE: export().encode()}))
    assert Receiver.objects.count() == before


def test_a_long_list_of_receivers_comes_page_by_page(two: Two) -> None:
    made = [
        Receiver(unit_code="08867", procedure_code=f"9.{n:06d}", desk_id=two.here.pk, valid_from=date(2026, 1, 1),
                 made_at=MONDAY)
        for n in range(2 * PAGE + 1)
    ]  # fmt: skip
    Receiver.objects.bulk_create(made)
    seen, after = [], ""
    for _turn in range(4):
        rows, after = page_on(date(2026, 11, 23), units=["08867"], after=after)
        seen += [row.procedure_code for row in rows]
        if not after:
            break
    assert seen == sorted(seen)
    assert set(seen) >= {one.procedure_code for one in made}
    assert len(seen) == len(set(seen))
    assert page_on(date(2026, 11, 23), units=["08867"], after="hỏng")[0][0].procedure_code == seen[0]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("99999,*,trung-tam,2025-07-01,,Quyết định 1,", "Không có đơn vị"),
        ("25,1.1,trung-tam,2025-07-01,,Quyết định 1,", "Không có thủ tục"),
        ("25,*,ubnd,2025-07-01,,Quyết định 1,", "không phải Trung tâm"),
        ("25,*,trung-tam,2025-07-01,,,", "Thiếu căn cứ"),
        ("25,*,trung-tam,2025-06-30,,,basis", "không hoạt động"),
        ("25,*,trung-tam,mai,,,basis", "Ngày trong dòng"),
        ("25,*,trung-tam,2025-07-01,2025-06-01,,basis", "valid_to trước"),
        ("25,*,trung-tam,2025-07-01,,,basis\n25,*,trung-tam,2025-08-01,,,basis", "chồng thời gian"),
    ],
)
def test_faults_of_the_file_are_told(line: str, told: str) -> None:
    agencies = "".join(
        f'[[agency]]\nslug = "{slug}"\nname = "A"\nkind = "{kind}"\nlevel = "province"\nunit = "25"\n'
        "valid_from = 2025-07-01\n"
        for slug, kind in (("ubnd", "peoples_committee"), ("trung-tam", "service_centre"))
    )
    units = "code,name,type,parent,valid_from,valid_to,successors,legal_basis,unverified,note\n"
    units += "25,Tỉnh Phú Thọ,tỉnh,,2025-07-01,,,Nghị quyết,,\n"
    texts = {"agencies.toml": agencies, "units/province.csv": units, FILE: f"{HEAD}{line}\n"}
    found = list(part.check_part(Folder(texts={name: one.encode() for name, one in texts.items()})))
    assert [told in fault.message for fault in found] == [True]


def taken_by(who, list_id):
    with at(MONDAY):
        return take_over(who, list_id)


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_one_takes_the_list(committed_two: Two) -> None:
    two = committed_two
    with at(MONDAY):
        two.receive(papers=PAPERS)
        second = officer("tiep-nhan-2", two.world.desk, "reception")
        made = draw_up(two.clerk, [Transfer.objects.get().pk])
        hand_over(two.clerk, made.pk)
    answers = together([partial(taken_by, who, made.pk) for who in (two.world.reception, second)])
    assert sorted(isinstance(one, Conflict) for one in answers) == [False, True]
    assert HandList.objects.get().taken_at is not None
