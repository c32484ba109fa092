"""Lists of an agency come from memory: the same set, the same order and the same numbers as asked one by one."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.government.procedures.test_openings import (  # noqa: F401 (a fixture)
    HAND,
    MADE,
    SYSTEM,
    communes,
    ids,
    terms,
)
from tests.government.procedures.test_succession import merged
from tinhso.foundation.organisation import api as organisation
from tinhso.foundation.worktime.api import today
from tinhso.government.procedures import api
from tinhso.government.procedures.models import Field, Opening, Procedure, ProcedureVersion
from tinhso.government.procedures.queries import in_force, info
from tinhso.lib.held import forget_all
from tinhso.lib.text import sort_key

Infos = list[organisation.AgencyInfo]
SHOWN = 7
TITLES = ("Cấp giấy phép", "Cấp lại giấy phép", "Đăng ký nuôi", "Ăn uống", "Đo đạc", "Ủy quyền", "Xác nhận")


def copies(number: int) -> list[str]:
    """So many further procedures with the content of the imported one, in several fields."""
    whole = ProcedureVersion.objects.select_related("procedure").get(procedure__code=MADE)
    fields = list(Field.objects.all())
    made = []
    for n in range(number):
        code = f"8.{n:06}"
        row = Procedure.objects.create(code=code, slug=f"ban-{n}", field=fields[n % len(fields)])
        waits = n % 3 > 0
        title = f"{TITLES[n % len(TITLES)]} số {n % 5}"
        ProcedureVersion.objects.create(
            procedure=row, valid_from=whole.valid_from, title=title, sort_key=sort_key(title),
            content={**whole.content, "code": code, "title": title, "origin": "catalogue" if waits else "folder"}, needs_opening=waits,
        )  # fmt: skip
        made.append(code)
    return made


def slow(agency_id: object, on: date) -> set[str]:
    """What an agency receives by the definition: competent for it, and its offer is open."""
    return {
        one.code
        for one in (info(row) for row in in_force(on))
        if agency_id in {agency.id for agency in api.competent_agencies(one, on)}
        and api.offer(one, agency_id, on).open
    }


def test_an_agency_offers_the_same_set_quickly_and_by_the_definition(communes: Infos) -> None:  # noqa: F811
    codes, chance, day = [*copies(9), HAND, MADE], Random(3), today()
    for code in codes:
        some = chance.sample(communes, chance.randrange(len(communes) + 1))
        if some and code != HAND and chance.random() < 0.7:
            api.open_procedure(
                SYSTEM, code, ids(*some), terms(level=chance.choice(("none", "partial", "full")))
            )
        if some and chance.random() < 0.4:
            api.close_procedure(SYSTEM, code, ids(*some[:1]), day + timedelta(days=1), "Thôi nhận")
    sizes, online = set(), set()
    heir = merged(communes[:2], day + timedelta(days=5))
    for on in (day, day + timedelta(days=6)):
        for agency_id in (*(one.id for one in communes), heir.pk):
            quick = api.open_codes(agency_id, on)
            assert quick == slow(agency_id, on), (agency_id, on)
            sizes.add(len(quick))
            briefs = [one for _place, one in api.some(api.narrowed(quick, on), None, len(quick), on)]
            takes = [one for one in api.offers(briefs, agency_id, on).values() if one.online != "none"]
            assert api.online_services(agency_id, on) == (len(takes), len(quick))
            online.add(len(takes))
    assert len(sizes) > 2
    assert len(online) > 2


def test_pages_counts_and_fields_are_those_of_the_rows(communes: Infos) -> None:  # noqa: F811
    codes, day = frozenset([*copies(30), HAND]), today()
    forget_all()
    fields = [name for name, _number in api.fields_of(codes, day)]
    for text, field in (
        ("", ""),
        ("cap lai", ""),
        ("8.00001", ""),
        ("giấy phép", fields[0]),
        ("", fields[-1]),
    ):
        rows = in_force(day).filter(procedure__code__in=codes).order_by("sort_key", "procedure__code")
        for word in {"cap lai": ["cap", "lai"], "giấy phép": ["giay", "phep"]}.get(text, []):
            rows = rows.filter(title_folded__contains=word)
        if text.startswith("8"):
            rows = rows.filter(procedure__code__startswith=text)
        if field:
            rows = rows.filter(procedure__field__name=field)
        wanted = list(rows.values_list("procedure__code", flat=True))
        found = api.narrowed(codes, day, text=text, field=field)
        assert [one.code for one in found] == wanted
        assert wanted
        read, after = [], None
        while page := api.some(found, after, SHOWN, day):
            read += [brief.code for _place, brief in page]
            after = page[-1][0]
        assert read == wanted
    assert sum(number for _name, number in api.fields_of(codes, day)) == len(codes)


def test_a_page_asks_as_much_for_forty_as_for_two_and_reads_no_other(communes: Infos) -> None:  # noqa: F811
    asked, day = [], today()
    for number in (2, 40):
        Procedure.objects.filter(code__startswith="8.").delete()
        codes = frozenset(copies(number))
        forget_all()
        api.some(api.narrowed(codes, day), None, 2, day)
        with CaptureQueriesContext(connection) as seen:
            assert len(api.some(api.narrowed(codes, day), None, 2, day)) == 2
        asked.append(len(seen))
    assert asked == [1, 1]


def test_a_word_of_another_process_counts_within_seconds(communes: Infos) -> None:  # noqa: F811
    from tinhso.government.procedures import shelf

    one, day = communes[0], today()
    before = api.open_codes(one.id, day)
    Opening.objects.bulk_create(
        [Opening(procedure=Procedure.objects.get(code=MADE), agency_id=one.id, open=True, level="none",
                 valid_from=day, decision="1/QĐ", made_at="2026-11-22T08:00:00+07:00")]
    )  # fmt: skip
    shelf.newest_word.forget()  # two seconds later
    shelf.newest_version.forget()
    assert api.open_codes(one.id, day) == before | {MADE}
