from django.apps import AppConfig


class Matrix(AppConfig):
    name = "pilares.matrix"
    label = "matrix"

    def ready(self) -> None:
        from pilares.matrix import listeners  # noqa: F401, PLC0415  the plan's tables are filled by it
