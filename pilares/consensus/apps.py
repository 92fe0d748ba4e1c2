from django.apps import AppConfig


class Consensus(AppConfig):
    name = "pilares.consensus"
    label = "consensus"
