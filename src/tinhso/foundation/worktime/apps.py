from django.apps import AppConfig


class WorktimeConfig(AppConfig):
    name = "tinhso.foundation.worktime"
    label = "worktime"
