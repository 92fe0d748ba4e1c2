from django.apps import AppConfig


class Consensus(AppConfig):
    name = "pilares.consensus"
    label = "consensus"

    def ready(self) -> None:
        from pilares.consensus import listeners  # noqa: F401, PLC0415  lower floors hear of it
