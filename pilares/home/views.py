"""The public home «Avances», the front door and the health check."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse


def front_door(_request: HttpRequest) -> HttpResponse:
    """Send a visitor to the home in the language that their browser asks for."""
    return HttpResponseRedirect(reverse("home:progress"))


def health(_request: HttpRequest) -> HttpResponse:
    """Answer 200 while the database answers; for load balancers and monitors."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


def progress(request: HttpRequest) -> HttpResponse:
    """Show what was promised and how it goes (screens.md, 1)."""
    return render(request, "home/progress.html")
