from django.apps import AppConfig


class Monitoring(AppConfig):
    name = "pilares.monitoring"
    label = "monitoring"
