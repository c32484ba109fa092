"""The ways a notice leaves: each takes a Notice and raises when it could not hand it over.

`Undeliverable` means for good; any other exception means that a later try may do better.

A way that can take many at once says so by `takes_many`; all others are handed one after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar, cast

from django.conf import settings
from django.utils.module_loading import import_string

from tinhso.foundation.notices.models import Notice

Send = Callable[[Notice], None]
SendMany = Callable[[Sequence[Notice]], None]
_One = TypeVar("_One", bound=Send)
_MANY = "send_many"
_SINK = "tinhso.foundation.notices.contrib.sink.adapter.keep"


class NoGateway(Exception):
    """No gateway is configured for this channel."""


class Undeliverable(Exception):
    """The gateway says that this message will never arrive there: trying again would only annoy it.

    Its text is a short code such as `smtp-550`, never the address or what the gateway wrote.
    """


def takes_many(many: SendMany) -> Callable[[_One], _One]:
    """Say beside the function for one notice which function takes many: all of them, or it raises and took none.

    It runs in the transaction that marks them as sent, so it suits ways that keep what they take in this database or
    know a notice again by its id.
    """

    def mark(one: _One) -> _One:
        setattr(one, _MANY, many)
        return one

    return mark


def sender_of_many(channel: str) -> SendMany | None:
    """The function that takes many notices of a channel; None where there is none, or no way at all."""
    try:
        return cast("SendMany | None", getattr(sender(channel), _MANY, None))
    except NoGateway:
        return None


def available(channel: str) -> bool:
    """True when this site has a way to send by the channel."""
    try:
        sender(channel)
    except NoGateway:
        return False
    return True


def sender(channel: str) -> Send:
    """The function that sends by a channel: SMTP for e-mail when a server is named, a vendor's adapter
    named by TINHSO_SMS_ADAPTER or TINHSO_ZALO_ADAPTER, in demo and test the local sink."""
    if channel == "email" and settings.EMAIL_HOST:
        return cast(Send, import_string("tinhso.foundation.notices.channels.smtp.send"))
    adapter = str(getattr(settings, f"TINHSO_{channel.upper()}_ADAPTER", ""))
    if adapter:
        return cast(Send, import_string(adapter))
    if settings.ENV == "production":
        raise NoGateway(channel)
    return cast(Send, import_string(_SINK))
