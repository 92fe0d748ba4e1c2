from django.apps import AppConfig


class People(AppConfig):
    name = "pilares.people"
    label = "people"
