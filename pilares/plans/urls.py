"""Addresses of the plan, its text, pillars and themes, and of the library (screens.md §3)."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from pilares.plans.views import (
    comparing,
    drafting,
    files,
    library,
    notes,
    papers,
    parameters,
    reading,
    reflecting,
    steps,
    tables,
)

app_name = "plans"
urlpatterns = [
    path(_("plan/"), reading.plan_in_force, name="plan_in_force"),
    path(_("plan/<slug:period>/"), reading.plan, name="plan"),
    path(_("plan/<slug:period>/notes"), notes.notes, name="notes"),
    path(_("plan/<slug:period>/themes/"), reading.themes, name="themes"),
    path(_("register/parameters"), parameters.latest_parameters, name="latest_parameters"),
    path(_("plan/<slug:period>/parameters"), parameters.parameters, name="parameters"),
    path(_("plan/<slug:period>/parameters/change"), parameters.change_parameters, name="change_parameters"),
    path(_("plan/<slug:period>/in-force/<str:anchor>"), reading.clause, name="clause"),
    path(_("plan/<slug:period>/as-of.<slug:suffix>"), reading.plan_on_a_day, name="plan_on_a_day"),
    path("plan/<slug:period>/v<int:number>/", reading.whole, name="whole"),
    path("plan/<slug:period>/v<int:number>.json", reading.version_as_json, name="version_json"),
    path("plan/<slug:period>/v<int:number>.<slug:suffix>", papers.version_file, name="version_file"),
    path("plan/<slug:period>/v<int:old>...v<int:new>", comparing.compare, name="compare"),
    path(
        "plan/<slug:period>/v<int:old>...v<int:new>/<str:anchor>", comparing.compare, name="compare_section"
    ),
    path("plan/<slug:period>/v<int:number>/<str:anchor>", reading.section, name="section"),
    path(_("library/"), library.library, name="library"),
    path(_("library/register/"), library.new_document, name="new_document"),
    path(_("library/<slug:code>"), library.document, name="document"),
    path(_("library/<slug:code>/reflection/<int:pk>"), reflecting.reflection, name="reflection"),
    path(_("library/<slug:code>/new-version"), library.new_draft, name="new_draft"),
    path(_("library/<slug:code>/v<int:number>/"), reading.text, name="text"),
    path(_("library/<slug:code>/v<int:number>.json"), reading.text_as_json, name="text_json"),
    path(_("library/<slug:code>/v<int:number>.<slug:suffix>"), papers.text_file, name="text_file"),
    path(_("library/<slug:code>/v<int:old>...v<int:new>"), comparing.compare_text, name="compare_text"),
    path(
        _("library/<slug:code>/v<int:old>...v<int:new>/<str:anchor>"),
        comparing.compare_text,
        name="compare_text_section",
    ),
    path(_("library/<slug:code>/v<int:number>/draft/"), drafting.draft, name="draft"),
    path(_("library/files/<uuid:key>"), files.file, name="file"),
    path(_("library/<slug:code>/v<int:number>/files/attach"), files.attach, name="file_attach"),
    path(_("library/<slug:code>/v<int:number>/files/<uuid:key>/remove"), files.remove, name="file_remove"),
    path(_("library/<slug:code>/v<int:number>/draft/<str:anchor>"), drafting.section, name="draft_section"),
    path(
        _("library/<slug:code>/v<int:number>/draft/<str:anchor>/add"),
        drafting.add_paragraph,
        name="draft_add",
    ),
    path(_("library/<slug:code>/v<int:number>/draft/<str:anchor>/table"), tables.add, name="draft_table"),
    path(
        _("library/<slug:code>/v<int:number>/draft/<str:anchor>/table/<str:paragraph>"),
        tables.edit,
        name="draft_table_edit",
    ),
    path(_("library/<slug:code>/v<int:number>/draft/<str:anchor>/move"), drafting.move, name="draft_move"),
    path(
        _("library/<slug:code>/v<int:number>/draft/<str:anchor>/remove"),
        drafting.remove,
        name="draft_remove",
    ),
    path(
        _("library/<slug:code>/v<int:number>/draft/<str:anchor>/remove/<str:paragraph>"),
        drafting.remove,
        name="draft_remove_paragraph",
    ),
    path(
        _("library/<slug:code>/v<int:number>/circulate"),
        steps.step,
        {"verb": "circulate"},
        name="step_circulate",
    ),
    path(
        _("library/<slug:code>/v<int:number>/take-back"),
        steps.step,
        {"verb": "take_back"},
        name="step_take_back",
    ),
    path(
        _("library/<slug:code>/v<int:number>/give-up"), steps.step, {"verb": "give_up"}, name="step_give_up"
    ),
    path(
        _("library/<slug:code>/v<int:number>/recommendation"),
        steps.step,
        {"verb": "recommend"},
        name="step_recommend",
    ),
    path(
        _("library/<slug:code>/v<int:number>/approval"), steps.step, {"verb": "approve"}, name="step_approve"
    ),
    path(
        _("library/<slug:code>/v<int:number>/countersign"),
        steps.step,
        {"verb": "countersign"},
        name="step_countersign",
    ),
    path(
        _("library/<slug:code>/v<int:number>/registration"),
        steps.step,
        {"verb": "register"},
        name="step_register",
    ),
    path(_("library/<slug:code>/v<int:number>/adoption"), steps.step, {"verb": "adopt"}, name="step_adopt"),
    path(_("library/<slug:code>/v<int:number>/notes/attach"), notes.attach, name="note_attach"),
    path(_("library/<slug:code>/v<int:number>/notes/<int:note>/place"), notes.reanchor, name="note_place"),
    path(
        _("library/<slug:code>/v<int:number>/notes/<int:note>/communicated"),
        notes.record_change,
        name="note_change",
    ),
    path(_("library/<slug:code>/v<int:number>/notes/<int:note>/edit"), notes.edit, name="note_edit"),
    path(_("library/<slug:code>/v<int:number>/notes/<int:note>/remove"), notes.delete, name="note_delete"),
    path(_("library/<slug:code>/v<int:number>/<str:anchor>"), reading.text, name="text_section"),
]
