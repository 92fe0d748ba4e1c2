"""All addresses; what a person reads stands under its language, what machines read does not."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

handler500 = "pilares.core.http.failed"
urlpatterns = [
    path("", include("pilares.home.urls.plain")),
    *i18n_patterns(
        path("", include("pilares.core.urls")),
        path("", include("pilares.people.urls.accounts")),
        path("", include("pilares.people.urls")),
        path("", include("pilares.meetings.urls")),
        path("", include("pilares.monitoring.urls")),  # before plans: pillars and themes with activities
        path("", include("pilares.plans.urls")),
        path("", include("pilares.consensus.urls")),
        path("", include("pilares.matrix.urls")),
        path("", include("pilares.compliance.urls")),
        path("", include("pilares.reports.urls")),
        path("", include("pilares.home.urls")),
    ),
]
