"""The door of queues: what other parts of the platform may arrange. Numbers are taken and called on pages."""

from __future__ import annotations

from tinhso.government.queue.access import counters_on
from tinhso.government.queue.actions.arrange import close_counter, open_counter, plan_appointments

__all__ = ["close_counter", "counters_on", "open_counter", "plan_appointments"]
