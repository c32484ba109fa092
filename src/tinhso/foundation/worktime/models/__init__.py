from tinhso.foundation.worktime.models.calendar import CalendarDay, WorkingHours
from tinhso.foundation.worktime.models.world import World

__all__ = ["CalendarDay", "WorkingHours", "World"]
