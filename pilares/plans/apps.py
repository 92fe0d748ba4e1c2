from django.apps import AppConfig


class Plans(AppConfig):
    name = "pilares.plans"
    label = "plans"
