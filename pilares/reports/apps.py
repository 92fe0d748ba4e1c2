from django.apps import AppConfig


class Reports(AppConfig):
    name = "pilares.reports"
    label = "reports"
