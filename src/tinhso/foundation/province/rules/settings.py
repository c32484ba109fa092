"""The switches and facts that province.toml may hold, with types and what holds when one is absent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Known:
    """One key: kind (str, int, colour, time, choice) and the value when the folder leaves it out."""

    kind: str
    default: Any
    choices: tuple[str, ...] = ()
    least: int = 0


SWITCHES: dict[str, Known] = {
    "reception_hours": Known("int", 8, least=1),
    "cut_off": Known("time", "15:00"),
    "supplement_clock": Known("choice", "shift", ("shift", "restart")),
    "supplement_days": Known("int", 30, least=1),
    # How long a filing waits for a fee that is paid before reception; no public source names a limit.
    "prepayment_days": Known("int", 3, least=1),
    "extensions": Known("int", 1),
    "silent_hours": Known("int", 16, least=1),
    "due_soon_hours": Known("int", 8, least=1),
    # A record that the national portal cannot be told truthfully; no public source names a limit.
    "held_hours": Known("int", 8, least=1),
    # Who is called first at a one-stop desk, parted by semicolons.
    "queue_priorities": Known("str", "Người cao tuổi; Người khuyết tật; Phụ nữ mang thai"),
    # Where people file online: on the province's own portal, or on the national one alone.
    "front_door": Known("choice", "own", ("own", "national")),
    # Whether a leader signs a result digitally before it is numbered.
    "sign_results": Known("choice", "offered", ("off", "offered", "required")),
    # Whether what is sent to a person is signed digitally by whoever's name it bears.
    "sign_supplement": Known("choice", "off", ("off", "offered", "required")),
    "sign_refusal": Known("choice", "off", ("off", "offered", "required")),
    "sign_apology": Known("choice", "off", ("off", "offered", "required")),
    "sign_stop": Known("choice", "off", ("off", "offered", "required")),
    # Whether signed results that never end are made to prove themselves for an archive (PAdES B-LTA).
    "archive_results": Known("choice", "off", ("off", "permanent")),
    # Who signs the electronic copy of a scanned paper: nobody, the officer who compared it, or the agency.
    "certify_scans": Known("choice", "off", ("off", "officer", "agency")),
}
SECTIONS: dict[str, dict[str, Known]] = {
    "province": {
        "slug": Known("str", ""),
        "time_zone": Known("str", "Asia/Ho_Chi_Minh"),
        "records_from": Known("date", None),
    },
    "contacts": {
        key: Known("str", "")
        for key in ("service_centre_address", "hotline", "email", "area_code", "national_portal")
    },
    "brand": {
        "primary": Known("colour", "#17305c"),
        "gold": Known("colour", "#c8962e"),
        "paper": Known("colour", "#fbf6ea"),
        "ink": Known("colour", "#1a2230"),
        "quiet": Known("colour", "#4c5768"),
        "link": Known("colour", "#14509e"),
        "line": Known("colour", "#d5d9e0"),
        "focus": Known("colour", "#ffc83d"),
        "late": Known("colour", "#b3261e"),
        "soon": Known("colour", "#8a5a00"),
        "fine": Known("colour", "#0b6b50"),
    },
    "retention": {
        "drafts_days": Known("int", 180, least=1),
        "unused_files_days": Known("int", 7, least=1),
        "sign_in_days": Known("int", 365, least=1),
        "sent_notices_days": Known("int", 365, least=1),
        # Names and addresses of payers beside the books; the amounts stay. No public source names a limit.
        "payers_days": Known("int", 3650, least=365),
    },
}
ARRAYS = ("name", "level1_code", "switch")
_COLOUR = re.compile(r"^#[0-9a-f]{6}$")
_TIME = re.compile(r"^([01]\d|2[0-3]):[0-5]\d$")


# What an administrator may set on screen. Names, codes, colours and the time zone belong to the folder.
ON_SCREEN = ("contacts", "retention")


def may_change(key: str) -> bool:
    """True for a key that has a screen: every switch, contacts, retention."""
    section, _dot, name = key.partition(".")
    return key in SWITCHES or (section in ON_SCREEN and name in SECTIONS[section])


def screen_keys() -> list[str]:
    """Every key that has a screen, switches first."""
    return [*SWITCHES, *(f"{section}.{name}" for section in ON_SCREEN for name in SECTIONS[section])]


def known_key(key: str) -> Known:
    """What is known of a key; KeyError for an unknown one."""
    if "." in key:
        section, name = key.split(".", 1)
        return SECTIONS[section][name]
    return SWITCHES[key]


def acceptable(known: Known, value: Any) -> bool:
    """True when a value fits the key."""
    if known.kind == "int":
        return isinstance(value, int) and not isinstance(value, bool) and value >= known.least
    if not isinstance(value, str):
        return False
    if known.kind == "colour":
        return bool(_COLOUR.match(value))
    if known.kind == "time":
        return bool(_TIME.match(value))
    return known.kind != "choice" or value in known.choices


def contrast(one: str, two: str) -> float:
    """The WCAG contrast ratio of two colours such as '#17305c', from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
