"""All addresses; what a person reads stands under its language, what machines read does not."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from pilares.core.addresses import addresses_of

handler500 = "pilares.core.http.failed"
urlpatterns = [
    path("", include("pilares.home.urls.plain")),
    *i18n_patterns(
        addresses_of("pilares.core.urls"),
        addresses_of("pilares.people.urls.accounts"),
        addresses_of("pilares.people.urls"),
        addresses_of("pilares.meetings.urls"),
        addresses_of("pilares.monitoring.urls"),  # before plans: pillars and themes with activities
        addresses_of("pilares.plans.urls"),
        addresses_of("pilares.consensus.urls"),
        addresses_of("pilares.matrix.urls"),
        addresses_of("pilares.compliance.urls"),
        addresses_of("pilares.memory.urls"),
        addresses_of("pilares.reports.urls"),
        addresses_of("pilares.succession.urls"),
        addresses_of("pilares.home.urls"),
    ),
]
