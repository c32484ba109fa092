from django.apps import AppConfig


class SimulationConfig(AppConfig):
    name = "tinhso.simulation"
    label = "simulation"
