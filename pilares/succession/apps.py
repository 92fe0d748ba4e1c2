from django.apps import AppConfig


class Succession(AppConfig):
    name = "pilares.succession"
    label = "succession"

    def ready(self) -> None:
        from pilares.plans.access import CONCLUSION_HELD_BY  # noqa: PLC0415  models come first
        from pilares.succession.access import why_not_all_settled  # noqa: PLC0415

        CONCLUSION_HELD_BY.append(why_not_all_settled)
