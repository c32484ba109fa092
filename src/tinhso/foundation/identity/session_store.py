"""Sessions in the database as Django keeps them; read by a statement that is planned once for each connection."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from tinhso.foundation.worktime.api import real_now
from tinhso.lib.prepared import prepared

# Asked with every request of a browser that has a session.
_LOAD = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(DatabaseStore):
    """Django's own; only how one is read differs."""

    def load(self) -> dict[str, Any]:
        """What the session holds; empty, and without its key, when it ran out or never was."""
        with prepared() as cursor:
            cursor.execute(_LOAD, [self.session_key, real_now()])
            found = cursor.fetchone()
        if found is None:
            self._session_key = None
            return {}
        held: dict[str, Any] = self.decode(found[0])
        return held
