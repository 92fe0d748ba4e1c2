"""Addresses of what changed since a meeting or a day, and of what one follows."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from pilares.memory.views import changes, following

app_name = "memory"
urlpatterns = [
    path(_("changes"), changes.changes, name="changes"),
    path(_("changes.docx"), changes.changes_file, name="changes_file"),
    path(_("changes/closed-door"), changes.changes_closed, name="changes_closed"),
    path(_("following"), following.following, name="following"),
    path(_("following/follow"), following.follow, name="follow"),
    path(_("following/stop"), following.unfollow, name="unfollow"),
    path(_("news/activities/<str:code>.atom"), following.news_of_activity, name="news_of_activity"),
    path(_("news/groups/<slug:slug>.atom"), following.news_of_group, name="news_of_group"),
    path(_("news/mine/<str:token>.atom"), following.news_mine, name="news_mine"),
]
