"""Pages that explain the house: help, accessibility, light or dark, the components."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from pilares.core import views

app_name = "core"
urlpatterns = [
    path(_("help"), views.help_page, name="help"),
    path(_("accessibility"), views.accessibility, name="accessibility"),
    path(_("light-or-dark"), views.theme, name="theme"),
    path(_("gallery"), views.gallery, name="gallery"),
]
