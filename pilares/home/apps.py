from django.apps import AppConfig


class Home(AppConfig):
    name = "pilares.home"
    label = "home"
