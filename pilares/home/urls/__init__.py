"""Addresses of the public home and of each person's own pages."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from pilares.home import views

app_name = "home"
urlpatterns = [
    path("", views.progress, name="progress"),
]
