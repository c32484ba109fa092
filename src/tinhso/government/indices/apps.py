from django.apps import AppConfig


class IndicesConfig(AppConfig):
    name = "tinhso.government.indices"
    label = "indices"
    verbose_name = "Chỉ số"

    def ready(self) -> None:
        """Say who reads evidence, what officers are told, and that a signature publishes a period."""
        from tinhso.foundation.files.api import register_access
        from tinhso.foundation.notices.api import register_template
        from tinhso.foundation.signing.api import on_refused, on_signed
        from tinhso.government.indices.access import may_read_file
        from tinhso.government.indices.actions import publish_period
        from tinhso.government.indices.events import TEXTS

        on_signed(publish_period.WHAT, publish_period.on_signed)
        on_refused(publish_period.WHAT, publish_period.on_refused)
        register_access("declared_value", may_read_file)
        for key, template in TEXTS.items():
            register_template(key, template)
