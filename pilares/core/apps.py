from django.apps import AppConfig


class Core(AppConfig):
    name = "pilares.core"
    label = "core"
