"""Which papers that are sent to a person are signed digitally by whoever's name they bear. Pure."""

from __future__ import annotations

OFF, OFFERED, REQUIRED = "off", "offered", "required"
# The kind of paper, and the province's switch that rules it by date.
SWITCH = {
    "supplement": "sign_supplement",
    "refusal": "sign_refusal",
    "apology": "sign_apology",
    "stop": "sign_stop",
}


def asks(rule: str, *, certified: bool) -> bool:
    """True when a signature is asked for as soon as the act is done: the province wants or offers it, and its signer
    (`certified`) holds a certificate."""
    return rule in (OFFERED, REQUIRED) and certified


def holds_back(rule: str, *, signed: bool) -> bool:
    """True while the paper may not be handed out."""
    return rule == REQUIRED and not signed
