from django.apps import AppConfig


class Home(AppConfig):
    name = "pilares.home"
    label = "home"

    def ready(self) -> None:
        """Say what is searched, once every floor stands."""
        from pilares.home.queries.search import SOURCES, register_all  # noqa: PLC0415  models are ready only now

        register_all(SOURCES)
