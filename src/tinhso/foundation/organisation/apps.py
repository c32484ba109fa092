from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "tinhso.foundation.organisation"
    label = "organisation"
