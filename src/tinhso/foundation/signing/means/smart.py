"""Remote signing: the person's key lies at a service, which asks them on their telephone."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings

from tinhso.foundation.signing.means import Answer, Key, MeansFault, ToSign
from tinhso.foundation.signing.means.calling import call
from tinhso.foundation.signing.means.messages import answer_of, asking, number_of


class Smart:
    """`reference`: {"user": the person's name at the service}."""

    sign_path = "/signatures/sign"

    def begin(self, key: Key, every: Sequence[ToSign], batch: str) -> str:
        """One transaction for all of them."""
        told = call(self.base, self.sign_path, asking(self.partner, self.who(key), every, batch))
        if number := number_of(told):
            return number
        raise MeansFault("no_key" if told.get("status_code") == 404 else "unreachable")

    def ask(self, key: Key, number: str) -> Answer:
        """Where it stands."""
        return answer_of(call(self.base, f"/signatures/sign/{number}/status", self.partner))

    def who(self, key: Key) -> dict[str, str]:
        """The person, as the service knows them."""
        return {"user_id": str(key.reference.get("user", ""))}

    @property
    def base(self) -> str:
        """The service's address."""
        return str(settings.TINHSO_SIGNING_SMART_URL)

    @property
    def partner(self) -> dict[str, str]:
        """Who we are there."""
        return {
            "sp_id": settings.TINHSO_SIGNING_SMART_PARTNER,
            "sp_password": settings.TINHSO_SIGNING_SMART_PASSWORD,
        }
