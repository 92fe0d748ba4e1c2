"""Addresses of consensus."""

from django.urls import URLPattern

app_name = "consensus"
urlpatterns: list[URLPattern] = []
