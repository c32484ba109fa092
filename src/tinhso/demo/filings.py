"""What is filed: the packages' own examples, with other people and days that fit the moment."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from tinhso.demo.people import MadeUpPerson
from tinhso.government.procedures import api as procedures

# How often a province sees each: civil status and certification lead (domain reference, vinhphuc.md §5).
WEIGHTS = {"2.000815": 38, "1.001193": 24, "1.001612": 14, "1.013225": 7, "1.013833": 6, "1.001776": 6}
OTHERS = 4
TRIES = 6
# Days of the matter itself lie within this of its filing; a birthday does not, and stays.
NEAR = 500
USED = ("plain", "supplemented")


@dataclass(frozen=True)
class Sample:
    """One example of a package that can be filed."""

    code: str
    channels: tuple[str, ...]
    data: dict[str, Any]
    valid_from: date = date.min
    valid_to: date = date.max
    received: date | None = None


def samples(province: Path) -> list[Sample]:
    """All fileable examples of the folder."""
    found = []
    for path in sorted(province.glob("procedures/*/*/examples/*.toml")):
        package = tomllib.loads((path.parents[1] / "procedure.toml").read_text(encoding="utf-8"))
        example = tomllib.loads(path.read_text(encoding="utf-8"))
        if example.get("kind") not in USED:
            continue
        online = package.get("online_level", "none") != "none"
        channels = ("ONLINE", "DIRECT", "POSTAL") if online else ("DIRECT",)
        span = (package.get("valid_from", date.min), package.get("valid_to", date.max))
        first, last = map(_date, span)
        # What a ministry's system has taken over is filed there.
        gone = [_date(one["valid_from"]) for one in package.get("route", ()) if one["where"] != "here"]
        last = min([last, *(day - timedelta(days=1) for day in gone)])
        received = _received(example.get("received"))
        found.append(Sample(package["code"], channels, example.get("data", {}), first, last, received))
    return found


def _date(told: date | str) -> date:
    """A day of a package, written as a TOML date or as text."""
    return told if isinstance(told, date) else date.fromisoformat(told)


def _received(told: Any) -> date | None:
    """The day on which the example says it came in."""
    return told.date() if isinstance(told, datetime) else None


def choose(random: Random, every: list[Sample], channel: str, day: date) -> Sample | None:
    """A sample that can be filed through the channel on that day, common ones more often."""
    fit = [s for s in every if channel in s.channels and s.valid_from <= day <= s.valid_to]
    if not fit:
        return None
    return random.choices(fit, [WEIGHTS.get(s.code, OTHERS) for s in fit])[0]


def answers(
    random: Random, form: procedures.Form, sample: Sample, person: MadeUpPerson, commune: str, day: date
) -> dict[str, Any]:
    """The sample's answers as this person would give them on this day; with dates that the form accepts.

    Dates are moved near the day of filing. Where they hang together (there and back, "within 15 days of …")
    another chance is taken, then all move by as much, and at last the sample's own days are kept.
    """
    tries = [_answers(random, form, sample, person, commune, day) for _try in range(TRIES)]
    tries.append(_together(tries[0], form, sample, day))
    tries.append(_answers(random, form, sample, person, commune, day, moved=False))
    return next((data for data in tries if not form.clean(data)[1]), tries[0])


def _together(data: dict[str, Any], form: procedures.Form, sample: Sample, day: date) -> dict[str, Any]:
    """The answers with the sample's own days, each as far from the filing as in the sample."""
    moved = copy.deepcopy(data)
    far = day - sample.received if sample.received else timedelta()
    for page in form.all_pages:
        for leaf in page.leaves:
            held = _at(sample.data, leaf.path)
            if leaf.widget == "date" and held is not None and sample.received:
                own = date.fromisoformat(str(held))
                near = abs(own - sample.received) < timedelta(days=NEAR)
                _put(moved, leaf.path, (own + far if near else own).isoformat())
    return moved


def _answers(
    random: Random,
    form: procedures.Form,
    sample: Sample,
    person: MadeUpPerson,
    commune: str,
    day: date,
    *,
    moved: bool = True,
) -> dict[str, Any]:
    data = copy.deepcopy(sample.data)
    known = {
        "person": {
            "name": person.name,
            "citizen_id": person.citizen_id,
            "birth_date": person.born.isoformat(),
            "phone": person.phone,
        },
        "organisation": {"name": f"Công ty Ví Dụ {person.name.split()[-1]}"},
    }
    for page in form.all_pages:
        for leaf in page.leaves:
            here = _at(data, leaf.path)
            if here is not None and (moved or leaf.widget != "date"):
                _put(data, leaf.path, _fit(random, leaf, here, known, commune, day))
    return data


def _fit(
    random: Random, leaf: Any, here: Any, known: Mapping[str, Mapping[str, Any]], commune: str, day: date
) -> Any:
    """One answer of the sample, made this person's own where the form would fill it in."""
    source = str(leaf.schema.get("x-prefill", "")).split(".")
    value = known.get(source[0], {}).get(source[-1]) if len(source) == 2 else None
    if value:
        return value
    if leaf.widget == "date":
        return _day(random, leaf.schema, here, day)
    if leaf.widget == "address" and isinstance(here, Mapping) and here.get("commune", "other") != "other":
        return {**here, "commune": commune}
    if leaf.widget == "group" and isinstance(here, list):
        return [_row(random, leaf, row, known, commune, day) for row in here]
    return here


def _row(
    random: Random, leaf: Any, row: Any, known: Mapping[str, Mapping[str, Any]], commune: str, day: date
) -> Any:
    fitted = copy.deepcopy(row)
    for child in leaf.children:
        here = _at(fitted, child.path)
        if here is not None:
            _put(fitted, child.path, _fit(random, child, here, {}, commune, day))
    return fitted


def _day(random: Random, schema: Mapping[str, Any], given: Any, today: date) -> str:
    """The sample's date, moved when it would lie on the wrong side of the day of filing."""
    try:
        held = date.fromisoformat(str(given))
    except ValueError:
        return str(given)
    if schema.get("x-date") == "past" and held >= today - timedelta(days=90):
        held = today - timedelta(days=random.randrange(4, 45))
    if schema.get("x-date") == "future" and not today <= held <= today + timedelta(days=14):
        held = today + timedelta(days=random.randrange(3, 30))
    return held.isoformat()


def _at(data: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    here: Any = data
    for part in path:
        here = here.get(part) if isinstance(here, Mapping) else None
    return here


def _put(data: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for part in path[:-1]:
        data = data[part]
    data[path[-1]] = value
