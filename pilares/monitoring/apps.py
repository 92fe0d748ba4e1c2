from django.apps import AppConfig


class Monitoring(AppConfig):
    name = "pilares.monitoring"
    label = "monitoring"

    def ready(self) -> None:
        from pilares.monitoring import listeners  # noqa: F401, PLC0415  its receivers are connected
