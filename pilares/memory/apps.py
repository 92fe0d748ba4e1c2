from django.apps import AppConfig


class Memory(AppConfig):
    name = "pilares.memory"
    label = "memory"
