"""One sign-in from its start to its answer. What was sent out waits in the session, for one answer, ten minutes."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tinhso.foundation.identity.eid.claims import Holder, UnfitClaims, holder_of
from tinhso.foundation.identity.eid.config import Config
from tinhso.foundation.identity.eid.id_token import BadToken, UnknownKey, verified
from tinhso.foundation.identity.eid.provider import Provider, Unreachable
from tinhso.foundation.worktime.api import real_now
from tinhso.lib.errors import Busy, Forbidden, Refused

log = logging.getLogger("tinhso.eid")
KEY = "eid_sign_ins"
LIVES_SECONDS = 600
# Windows in which one person may have begun to sign in.
MOST = 5


@dataclass(frozen=True)
class Proven:
    """A holder, the token that proves it (for signing out there), and the page to go on to."""

    holder: Holder
    id_token: str
    next: str


def begin(request: HttpRequest, config: Config, back: str, next_page: str) -> str:
    """The address at the provider; `back` is ours. Busy `eid_away` when the provider does not answer."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _part in range(3))
    try:
        address = Provider(config).sign_in_address(state=state, nonce=nonce, verifier=verifier, back=back)
    except Unreachable as error:
        raise _away(error) from error
    until = real_now().timestamp() + LIVES_SECONDS
    begun = dict(list(_begun(request).items())[-(MOST - 1) :])
    request.session[KEY] = {
        **begun,
        state: {"nonce": nonce, "verifier": verifier, "next": next_page, "until": until},
    }
    return address


def finish(request: HttpRequest, config: Config, back: str, answer: Mapping[str, str]) -> Proven:
    """What the answer proves. Each `state` is good once; Refused with a plain sentence for everything else."""
    begun = _begun(request)
    waited = begun.pop(answer.get("state", ""), None)
    request.session[KEY] = begun
    if waited is None:
        raise Refused(
            "eid_state",
            _("Lần đăng nhập này đã hết hạn, đã dùng rồi, hoặc không bắt đầu từ trình duyệt này."),
            way_out=_("Hãy đăng nhập lại từ đầu."),
        )
    if answer.get("error"):
        raise _declined(answer["error"])
    try:
        return _proven(Provider(config), back, answer.get("code", "")[:2000], waited)
    except Unreachable as error:
        raise _away(error) from error
    except BadToken as error:
        log.warning("e-identity answer refused: %s", error)
        raise Refused(
            "eid_unsound",
            _("Câu trả lời của hệ thống định danh không hợp lệ nên không đăng nhập được."),
            way_out=_("Hãy đăng nhập lại. Nếu vẫn vậy, hãy báo đường dây nóng của tỉnh."),
        ) from error
    except UnfitClaims as unfit:
        raise _unfit(unfit.code) from unfit


def _proven(provider: Provider, back: str, code: str, waited: Mapping[str, Any]) -> Proven:
    if not code:
        raise BadToken("no code")
    tokens = provider.exchange(code, verifier=str(waited["verifier"]), back=back)
    config = provider.config
    for fresh in (False, True):
        try:
            told = verified(
                str(tokens["id_token"]),
                provider.keys(fresh=fresh),
                issuer=config.issuer,
                client_id=config.client_id,
                nonce=str(waited["nonce"]),
                now=int(real_now().timestamp()),
            )
            break
        except UnknownKey:
            if fresh:
                raise
    claims = provider.userinfo(str(tokens["access_token"]))
    if claims.get("sub") != told["sub"]:
        raise BadToken("userinfo speaks of somebody else")
    return Proven(holder_of(claims), str(tokens["id_token"]), str(waited["next"]))


def _begun(request: HttpRequest) -> dict[str, Any]:
    now = real_now().timestamp()
    kept: dict[str, Any] = request.session.get(KEY) or {}
    return {state: one for state, one in kept.items() if float(one["until"]) > now}


def _away(error: Exception) -> Refused:
    log.warning("e-identity provider unreachable: %s", error)
    return Busy(
        "eid_away",
        _("Hệ thống định danh điện tử chưa trả lời."),
        way_out=_("Hãy thử lại sau ít phút. Bạn vẫn tra cứu được bằng mã hồ sơ và mã tra cứu."),
    )


def _declined(error: str) -> Refused:
    if error == "access_denied":
        return Forbidden(
            "eid_declined",
            _("Bạn đã dừng đăng nhập ở hệ thống định danh."),
            way_out=_("Muốn vào tài khoản, hãy đăng nhập lại."),
        )
    log.warning("e-identity provider declined: %s", "".join(c for c in error[:40] if c.isalnum() or c == "_"))
    return Refused(
        "eid_error",
        _("Hệ thống định danh điện tử báo lỗi nên chưa đăng nhập được."),
        way_out=_("Hãy đăng nhập lại sau ít phút."),
    )


def _unfit(code: str) -> Refused:
    if code == "level":
        return Forbidden(
            "eid_level",
            _("Tài khoản định danh của bạn chưa ở mức độ 2 nên chưa đủ để xem hồ sơ ở đây."),
            way_out=_("Hãy nâng lên mức độ 2 tại cơ quan công an, hoặc đến bộ phận một cửa."),
        )
    if code == "number":
        return Forbidden(
            "eid_number",
            _("Hệ thống định danh không cho biết số định danh cá nhân hoặc mã số thuế của bạn."),
            way_out=_("Hãy tra cứu bằng mã hồ sơ, hoặc đến bộ phận một cửa."),
        )
    return Refused(
        "eid_claims",
        _("Hệ thống định danh không cho đủ thông tin để biết bạn là ai."),
        way_out=_("Hãy thử lại, hoặc đến bộ phận một cửa."),
    )
