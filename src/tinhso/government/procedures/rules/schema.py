"""The shape of procedure.toml: one JSON Schema, strict, so that a typing error is a fault and not a default."""

from __future__ import annotations

from typing import Any

CHANNELS = ("DIRECT", "ONLINE", "POSTAL")
UNITS = ("HOUR", "WORKING_DAY", "DAY", "MONTH", "YEAR")
# The working day of reception, the next one when received after the limit's `after`: no number goes with it.
SAME_DAY = "SAME_DAY"
KINDS = (
    "land_registry",
    "tax_office",
    "police",
    "social_insurance",
    "service_centre",
    "department",
    "other",
)
# Facts of a version's head that may be marked as not verified; limits, fees and papers carry a mark of their own.
MARKABLE = ("valid_from", "valid_to", "who", "conditions")
# Where a procedure is worked on: in this system, or in one that a ministry keeps for the whole country.
PLACES = ("here", "ministry")
LEVELS = ("province", "district", "commune")
SUBJECTS = {
    "ĐT1": "Công dân Việt Nam",
    "ĐT2": "Doanh nghiệp",
    "ĐT4": "Người nước ngoài",
    "ĐT7": "Tổ chức nước ngoài",
    "ĐT9": "Tổ chức (không bao gồm doanh nghiệp, hợp tác xã)",
    "ĐT10": "Doanh nghiệp có vốn đầu tư nước ngoài",
    "DT11": "Hợp tác xã",
    "DT12": "Người Việt Nam định cư ở nước ngoài",
    "DT13": "Cán bộ, công chức, viên chức",
}

_TEXT = {"type": "string", "minLength": 1}
_NOTE = {"type": "string"}
_DATE = {"type": "string", "format": "date"}
_KEY = {"type": "string", "pattern": "^[a-z][a-z0-9_-]*$"}
_FLAG = {"type": "boolean"}
_COUNT = {"type": "integer", "minimum": 0, "maximum": 99}
_CHANNEL = {"enum": list(CHANNELS)}
_CLOCK = {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d$"}
_CODE = r"^\d\.\d{6}(\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2})?$"


def _table(required: list[str], /, **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _tables(required: list[str], /, *, least: int = 0, **properties: Any) -> dict[str, Any]:
    return {"type": "array", "minItems": least, "items": _table(required, **properties)}


AUTHORITY = _tables(
    ["level", "valid_from"],
    least=1,
    key=_KEY,
    level={"enum": list(LEVELS)},
    field=_KEY,
    kind={"enum": list(KINDS)},
    name=_TEXT,
    valid_from=_DATE,
    valid_to=_DATE,
    legal=_NOTE,
    note=_NOTE,
)
ROUTE = _tables(
    ["where", "valid_from"],
    least=1,
    where={"enum": list(PLACES)},
    system=_TEXT,
    address={"type": "string", "pattern": "^https://"},
    valid_from=_DATE,
    legal=_NOTE,
    note=_NOTE,
)
COMPONENTS = _tables(
    ["key", "name"],
    key=_KEY,
    name=_TEXT,
    originals=_COUNT,
    copies=_COUNT,
    required=_FLAG,
    when=_TEXT,
    when_label=_TEXT,
    case=_KEY,
    kind={"enum": ["submit", "present"]},
    digitise=_FLAG,
    replaces_result_code=_TEXT,
    from_form=_FLAG,
    media_types={"type": "array", "items": _TEXT},
    template=_TEXT,
    verified=_FLAG,
    note=_NOTE,
)
LIMITS = _tables(
    ["channel"],
    channel=_CHANNEL,
    case=_KEY,
    value={"type": "number", "exclusiveMinimum": 0, "maximum": 3650},
    unit={"enum": [*UNITS, SAME_DAY]},
    after=_CLOCK,
    text=_TEXT,
    verified=_FLAG,
    note=_NOTE,
    legal=_NOTE,
)
FEES = _tables(
    ["name", "kind"],
    key=_KEY,
    name=_TEXT,
    kind={"enum": ["fee", "charge"]},
    channels={"type": "array", "items": _CHANNEL},
    amount={"type": "integer", "minimum": 0, "maximum": 10**12},
    expression=_TEXT,
    decision={"type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*$"},
    text=_TEXT,
    when=_TEXT,
    collect={"enum": ["before", "on_result"]},
    verified=_FLAG,
    note=_NOTE,
    legal=_NOTE,
)
RESULTS = _tables(
    ["name"],
    code={"type": "string", "pattern": r"^KQ\.[A-Z0-9.]+$"},
    name=_TEXT,
    template=_TEXT,
    permanent=_FLAG,
    valid_months={"type": "integer", "minimum": 1, "maximum": 1200},
    outside_number=_FLAG,
    refusal=_FLAG,
    scope=_TEXT,
    note=_NOTE,
)

PROCEDURE: dict[str, Any] = _table(
    ["code", "slug", "title", "field", "purpose", "subjects", "authority", "online_level", "valid_from"],
    code={"type": "string", "pattern": _CODE},
    slug=_KEY,
    title=_TEXT,
    short_title=_TEXT,
    field=_KEY,
    purpose=_TEXT,
    who=_TEXT,
    conditions=_NOTE,
    subjects={"type": "array", "minItems": 1, "items": {"enum": list(SUBJECTS)}},
    keywords={"type": "array", "items": _TEXT},
    life_events={"type": "array", "items": _KEY},
    online_level={"enum": ["full", "partial", "none"]},
    non_territorial=_FLAG,
    on_the_spot=_FLAG,
    on_behalf=_FLAG,
    cutoff=_CLOCK,
    supplement_policy={"enum": ["shift", "restart"]},
    supplement_days={"type": "integer", "minimum": 1, "maximum": 365},
    decision=_NOTE,
    source_url={"type": "string", "pattern": "^https?://"},
    source_date=_DATE,
    valid_from=_DATE,
    valid_to=_DATE,
    origin={"enum": ["catalogue"]},
    unverified={"type": "array", "uniqueItems": True, "items": {"enum": list(MARKABLE)}},
    authority=AUTHORITY,
    route=ROUTE,
    cases=_tables(["key", "title"], key=_KEY, title=_TEXT, when=_TEXT, note=_NOTE),
    components=COMPONENTS,
    limits=LIMITS,
    fees=FEES,
    results=RESULTS,
    legal=_tables(["number", "title"], number=_TEXT, title=_TEXT, url=_TEXT, note=_NOTE),
    linked=_tables(["code", "title"], code=_TEXT, title=_TEXT),
    successor=_table(
        ["code"],
        code={"type": "string", "pattern": _CODE},
        answers={"type": "object", "additionalProperties": _TEXT},
    ),
)
