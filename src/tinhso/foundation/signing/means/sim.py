"""SIM signing: the key lies in the telephone's SIM; hashes go to its operator, the person confirms with the SIM's PIN.

No public source tells the messages; those of remote signing are assumed, with the telephone number for the user.
"""

from __future__ import annotations

from django.conf import settings

from tinhso.foundation.signing.means import Key
from tinhso.foundation.signing.means.smart import Smart


class Sim(Smart):
    """`reference`: {"phone": the SIM's number}. The PIN is typed on the telephone and never comes here."""

    sign_path = "/sim/sign"

    def who(self, key: Key) -> dict[str, str]:
        """The SIM."""
        return {"phone": str(key.reference.get("phone", ""))}

    @property
    def base(self) -> str:
        """The operator's address."""
        return str(settings.TINHSO_SIGNING_SIM_URL)

    @property
    def partner(self) -> dict[str, str]:
        """Who we are there."""
        return {
            "sp_id": settings.TINHSO_SIGNING_SIM_PARTNER,
            "sp_password": settings.TINHSO_SIGNING_SIM_PASSWORD,
        }
