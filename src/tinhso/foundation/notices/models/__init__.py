"""The tables of notices."""

from tinhso.foundation.notices.models.notice import Notice
from tinhso.foundation.notices.models.preference import Preference
from tinhso.foundation.notices.models.sink import SinkMessage

__all__ = ["Notice", "Preference", "SinkMessage"]
