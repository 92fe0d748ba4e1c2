"""Addresses of the matrix, its files, and the editing of its rows."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from pilares.matrix import views

app_name = "matrix"
urlpatterns = [
    path(_("matrix"), views.matrix, name="matrix"),
    path(_("matrix.<str:suffix>"), views.export, name="export"),
    path(_("matrix/<str:code>/<slug:cell>"), views.cell, name="cell"),
    path(_("groups/<slug:group>/activities/new"), views.add, name="add"),
    path(_("activities/<str:code>/edit"), views.edit, name="edit"),
    path(_("activities/<str:code>/status"), views.state, name="state"),
    path(_("activities/<str:code>/pace"), views.pace, name="pace"),
]
