"""Addresses of the matrix, its files, and the editing of its rows."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from pilares.matrix import views
from pilares.matrix.views import frameworks, imports

app_name = "matrix"
urlpatterns = [
    path(_("matrix"), views.matrix, name="matrix"),
    path(_("matrix.<str:suffix>"), views.export, name="export"),
    path(_("matrix/filters"), views.narrow, name="narrow"),
    path(_("matrix/import"), imports.imports, name="imports"),
    path(_("matrix/import/<int:pk>"), imports.one, name="import"),
    path(_("matrix/import/<int:pk>/columns"), imports.columns, name="import_columns"),
    path(_("matrix/import/<int:pk>/values"), imports.values, name="import_values"),
    path(_("matrix/import/<int:pk>/dates-and-numbers"), imports.ways, name="import_ways"),
    path(_("matrix/import/<int:pk>/comparison"), imports.comparison, name="import_compare"),
    path(_("matrix/import/<int:pk>/apply"), imports.applied, name="import_apply"),
    path(_("matrix/import/<int:pk>/undo"), imports.undone, name="import_undo"),
    path(_("matrix/import/<int:pk>/discard"), imports.discarded, name="import_discard"),
    path(_("matrix/import/<int:pk>/file"), imports.file, name="import_file"),
    path(_("matrix/import/<int:pk>/to-mend.xlsx"), imports.errors, name="import_errors"),
    path(_("matrix/import/framework"), frameworks.send, name="framework"),
    path(_("matrix/import/<int:pk>/framework/columns"), frameworks.columns, name="framework_columns"),
    path(
        _("matrix/import/<int:pk>/framework/destination"),
        frameworks.destination,
        name="framework_destination",
    ),
    path(_("matrix/import/<int:pk>/framework/decisions"), frameworks.decisions, name="framework_decisions"),
    path(_("matrix/import/<int:pk>/framework/preview"), frameworks.preview, name="framework_preview"),
    path(_("matrix/import/<int:pk>/framework/apply"), frameworks.applied, name="framework_apply"),
    path(_("matrix/import/mappings"), frameworks.mappings, name="mappings"),
    path(_("matrix/import/mappings/<int:pk>"), frameworks.mapping, name="mapping"),
    path(_("matrix/<str:code>/<slug:cell>"), views.cell, name="cell"),
    path(_("groups/<slug:group>/activities/new"), views.add, name="add"),
    path(_("activities/<str:code>/edit"), views.edit, name="edit"),
    path(_("activities/<str:code>/status"), views.state, name="state"),
    path(_("activities/<str:code>/pace"), views.pace, name="pace"),
]
