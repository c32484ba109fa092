"""/thu-tuc/<code>/: one procedure in plain words, fit for paper."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tinhso.foundation.identity.api import access
from tinhso.foundation.worktime import api as worktime
from tinhso.government.procedures import api, words
from tinhso.government.procedures.rules.content import Content, FeeLine


@dataclass(frozen=True)
class Fact:
    """One line of the page; `sure` False adds "chưa kiểm chứng"."""

    label: str
    text: str
    sure: bool = True
    note: str = ""


@access("public")
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """The version in force today. NotFound when there is none."""
    version = api.version(code)
    content = version.content
    today = worktime.today()
    context = {
        "version": version,
        "content": content,
        "subjects": words.subjects(content),
        "times": _times(content),
        "fees": [_fee(line) for line in content.fees],
        "where": [words.place(rule) for rule in content.authority if rule.holds(today)],
        "submit": [item for item in content.components if item.kind == "submit"],
        "present": [item for item in content.components if item.kind == "present"],
        "online": content.online_level != "none",
        "today": today,
    }
    return render(request, "procedures/procedure.html", context)


def _times(content: Content) -> list[Fact]:
    if content.on_the_spot and not content.limits:
        return [Fact(_("Mọi cách nộp"), _("Làm ngay trong khi bạn chờ"))]
    cases = {case.key: case.title for case in content.cases}
    found = []
    for limit in content.limits:
        label = words.channel(limit.channel)
        if limit.case:
            label = f"{label} · {cases.get(limit.case, limit.case)}"
        found.append(Fact(label, words.duration(limit), limit.verified and limit.known, limit.note))
    return found


def _fee(line: FeeLine) -> Fact:
    return Fact(line.name, words.price(line), line.verified and not line.unstated, line.note)
