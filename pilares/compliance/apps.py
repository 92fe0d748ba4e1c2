from django.apps import AppConfig


class Compliance(AppConfig):
    name = "pilares.compliance"
    label = "compliance"
