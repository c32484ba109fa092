from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "tinhso.government.payments"
    label = "payments"

    def ready(self) -> None:
        """Keep the books of what dossiers record."""
        from tinhso.government.dossiers.api import register_money
        from tinhso.government.payments.actions.listen import on_money

        register_money(on_money)
