from tinhso.foundation.worktime.models.calendar import CalendarDay, WorkingHours
from tinhso.foundation.worktime.models.calendar_change import CalendarChange
from tinhso.foundation.worktime.models.hours_change import HoursChange
from tinhso.foundation.worktime.models.world import World

__all__ = ["CalendarChange", "CalendarDay", "HoursChange", "WorkingHours", "World"]
