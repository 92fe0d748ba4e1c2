"""Addresses of the end of a plan and of the next one (M21)."""

from functools import partial

from django.urls import path
from django.utils.translation import gettext_lazy as _

from pilares.succession.views import carrying, closing, evaluating

app_name = "succession"
evaluation = [
    path(_("closing/<slug:period>/evaluation"), evaluating.evaluation, name="evaluation"),
    path(_("closing/<slug:period>/evaluation.<slug:suffix>"), evaluating.paper, name="evaluation_file"),
    path(_("closing/<slug:period>/evaluation/begin"), evaluating.begin, name="begin_evaluation"),
    path(
        _("closing/<slug:period>/evaluation/write/<slug:kind>/<slug:about>"), evaluating.write, name="write"
    ),
    path(
        _("closing/<slug:period>/evaluation/evidence/<slug:criterion>"),
        evaluating.add_evidence,
        name="add_evidence",
    ),
    path(
        _("closing/<slug:period>/evaluation/evidence/<int:pk>/remove"),
        evaluating.remove_evidence,
        name="remove_evidence",
    ),
    *(
        path(route, partial(evaluating.step, verb=verb), name=f"evaluation_{verb}")
        for verb, route in (
            ("send", _("closing/<slug:period>/evaluation/consult")),
            ("take_back", _("closing/<slug:period>/evaluation/take-back")),
            ("present", _("closing/<slug:period>/evaluation/present")),
            ("publish", _("closing/<slug:period>/evaluation/publish")),
        )
    ),
]
urlpatterns = [
    path(_("closing/"), closing.index, name="index"),
    path(_("closing/<slug:period>"), closing.closing, name="closing"),
    path(_("closing/<slug:period>.<slug:suffix>"), closing.table_file, name="table_file"),
    path(_("closing/<slug:period>/close"), closing.conclude, name="conclude"),
    path(_("closing/<slug:period>/next"), closing.begin_next, name="begin_next"),
    path(_("closing/<slug:period>/next/compare"), closing.compare, name="compare"),
    path(_("closing/<slug:period>/proposal"), carrying.propose, name="propose"),
    path(_("closing/<slug:period>/activities/<str:code>"), carrying.settle, name="settle"),
    path(_("closing/<slug:period>/activities/<str:code>/recommend"), carrying.recommend, name="recommend"),
    path(_("closing/<slug:period>/activities/<str:code>/proposal"), carrying.propose, name="propose_of"),
    path(_("closing/<slug:period>/activities/<str:code>/wording"), carrying.redline, name="redline"),
    *evaluation,
]
