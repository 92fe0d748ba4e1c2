from django.apps import AppConfig


class Meetings(AppConfig):
    name = "pilares.meetings"
    label = "meetings"
