from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "tinhso.government.payments"
    label = "payments"

    def ready(self) -> None:
        """Keep the books of what dossiers record, and tell on their pages how to pay."""
        from tinhso.government.dossiers.api import register_money, register_paying
        from tinhso.government.payments.actions.listen import on_money
        from tinhso.government.payments.queries.offer import offer

        register_money(on_money)
        register_paying(offer)
