from django.apps import AppConfig


class Reports(AppConfig):
    name = "pilares.reports"
    label = "reports"

    def ready(self) -> None:
        from pilares.reports import listeners  # noqa: F401, PLC0415  its receivers are connected
