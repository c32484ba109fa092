from django.apps import AppConfig


class DirectivesConfig(AppConfig):
    name = "tinhso.government.directives"
    label = "directives"
    verbose_name = "Chỉ đạo, điều hành"

    def ready(self) -> None:
        """Say who reads files of documents, tasks and meetings, and what is told."""
        from tinhso.foundation.files.api import register_access
        from tinhso.foundation.notices.api import register_template
        from tinhso.government.directives import access
        from tinhso.government.directives.texts import TEXTS

        register_access("directive", access.may_read_document_file)
        register_access("directive_task", access.may_read_task_file)
        register_access("steering_meeting", access.may_read_meeting_file)
        for key, template in TEXTS.items():
            register_template(key, template)
