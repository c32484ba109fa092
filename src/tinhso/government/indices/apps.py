from django.apps import AppConfig


class IndicesConfig(AppConfig):
    name = "tinhso.government.indices"
    label = "indices"
    verbose_name = "Chỉ số"

    def ready(self) -> None:
        """Say who reads evidence, and what officers are told."""
        from tinhso.foundation.files.api import register_access
        from tinhso.foundation.notices.api import register_template
        from tinhso.government.indices.access import may_read_file
        from tinhso.government.indices.events import TEXTS

        register_access("declared_value", may_read_file)
        for key, template in TEXTS.items():
            register_template(key, template)
