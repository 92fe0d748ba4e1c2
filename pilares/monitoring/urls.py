"""Addresses of groups, activities, indicators, and of pillars and themes with who works on them."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from pilares.monitoring import views
from pilares.monitoring.views import (
    critical,
    evidence,
    group_plans,
    listed,
    measuring,
    pace,
    presence,
    presidency_plans,
    reviews,
    support,
    taking_up,
    validating,
    windows,
)

app_name = "monitoring"
urlpatterns = [
    path(_("groups"), views.groups, name="groups"),
    path(_("groups/<slug:slug>"), views.group, name="group"),
    path(_("groups/<slug:slug>/plan"), group_plans.group_plan, name="group_plan"),
    path(_("groups/<slug:slug>/plan.docx"), group_plans.plan_word, name="plan_word"),
    path(_("groups/<slug:slug>/plan/presented/<int:pk>"), group_plans.presented, name="presented"),
    *(
        path(address, group_plans.plan_step, {"verb": verb}, name=f"plan_{verb}")
        for verb, address in (
            ("review", _("groups/<slug:slug>/plan/reviewed")),
            ("present", _("groups/<slug:slug>/plan/present")),
            ("take_back", _("groups/<slug:slug>/plan/return-to-draft")),
            ("endorse", _("groups/<slug:slug>/plan/endorsement")),
            ("enter_force", _("groups/<slug:slug>/plan/bring-into-force")),
            ("amend", _("groups/<slug:slug>/plan/change")),
            ("drop_change", _("groups/<slug:slug>/plan/give-up-the-change")),
            ("open_review", _("groups/<slug:slug>/plan/reviews/open")),
            ("close", _("groups/<slug:slug>/plan/close")),
        )
    ),
    path(_("groups/<slug:slug>/plan/reviews/<int:number>"), reviews.review, name="review"),
    path(_("groups/<slug:slug>/plan/reviews/<int:number>/close"), reviews.close_review, name="close_review"),
    path(
        _("groups/<slug:slug>/plan/reviews/<int:number>/<str:code>"), reviews.review_line, name="review_line"
    ),
    path(_("activities/<str:code>.<slug:suffix>"), views.activity_file, name="activity_file"),
    path(_("activities/<str:code>"), views.activity, name="activity"),
    path(_("activities/<str:code>/prioritise"), views.prioritise, name="prioritise"),
    path(_("activities/<str:code>/consult-the-rcgm"), views.ask_rcgm, name="ask_rcgm"),
    path(_("activities/<str:code>/replace"), views.step, {"verb": "replace"}, name="replace"),
    path(_("activities/<str:code>/take-a-place"), views.step, {"verb": "take_place"}, name="take_place"),
    path(_("activities/<str:code>/withdraw"), views.step, {"verb": "withdraw"}, name="withdraw"),
    path(_("activities/<str:code>/set-aside"), views.step, {"verb": "set_aside"}, name="set_aside"),
    path(_("activities/<str:code>/keep"), views.step, {"verb": "keep"}, name="keep"),
    path(_("activities/<str:code>/endorse"), views.step, {"verb": "endorse"}, name="endorse"),
    path(_("activities/<str:code>/propose-a-theme"), views.propose_theme, name="propose_theme"),
    path(_("activities/<str:code>/results/new"), views.add_part, {"kind": "result"}, name="add_result"),
    path(
        _("activities/<str:code>/results/<int:pk>/edit"),
        views.edit_part,
        {"kind": "result"},
        name="edit_result",
    ),
    path(
        _("activities/<str:code>/results/<int:pk>/remove"),
        views.remove_part,
        {"kind": "result"},
        name="remove_result",
    ),
    path(
        _("activities/<str:code>/indicators/new"),
        views.add_part,
        {"kind": "indicator"},
        name="add_indicator",
    ),
    path(_("activities/<str:code>/indicators/assistant"), views.assistant, name="assistant"),
    path(_("activities/<str:code>/risks/new"), views.add_part, {"kind": "risk"}, name="add_risk"),
    path(_("activities/<str:code>/risks/<int:pk>/edit"), views.edit_part, {"kind": "risk"}, name="edit_risk"),
    path(
        _("activities/<str:code>/risks/<int:pk>/remove"),
        views.remove_part,
        {"kind": "risk"},
        name="remove_risk",
    ),
    path(
        _("activities/<str:code>/milestones/new"),
        views.add_part,
        {"kind": "milestone"},
        name="add_milestone",
    ),
    path(
        _("activities/<str:code>/milestones/<int:pk>/edit"),
        views.edit_part,
        {"kind": "milestone"},
        name="edit_milestone",
    ),
    path(
        _("activities/<str:code>/milestones/<int:pk>/remove"),
        views.remove_part,
        {"kind": "milestone"},
        name="remove_milestone",
    ),
    path(_("indicators/"), listed.indicators, name="indicators"),
    path(_("indicators.csv"), listed.indicators_file, name="indicators_file"),
    path(_("indicators/<str:code>.<slug:suffix>"), views.indicator_file, name="indicator_file"),
    path(_("indicators/<str:code>"), views.indicator, name="indicator"),
    path(_("indicators/<str:code>/periods"), views.indicator_periods, name="indicator_periods"),
    path(_("indicators/<str:code>/milestones"), views.indicator_steps, name="indicator_steps"),
    path(_("indicators/<str:code>/target"), views.revise_target, name="revise_target"),
    path(_("indicators/<str:code>/pace"), pace.pace_thresholds, name="pace_thresholds"),
    path(_("indicators/<str:code>/target/<int:pk>/sign"), views.sign_target, name="sign_target"),
    path(_("indicators/<str:code>/presence"), presence.indicator_presence, name="indicator_presence"),
    path(_("activities/<str:code>/presence"), presence.activity_presence, name="activity_presence"),
    path(_("indicators/<str:code>/edit"), views.edit_indicator, name="edit_indicator"),
    path(_("indicators/<str:code>/remove"), views.remove_indicator, name="remove_indicator"),
    # reporting a figure, by a letter's link, a request, or from the indicator
    path(_("answer/<str:token>"), measuring.report_link, name="report_link"),
    path(_("requests/<int:pk>/report"), measuring.report_request, name="report_request"),
    path(_("requests/<int:pk>/pass-on"), windows.reassign, name="reassign"),
    path(_("requests/<int:pk>/deadline"), windows.change_due, name="change_due"),
    path(_("requests/<int:pk>/withdraw"), windows.withdraw_request, name="withdraw_request"),
    path(_("indicators/<str:code>/report"), measuring.choose_slot, name="report"),
    path(_("indicators/<str:code>/report/<int:period>"), measuring.report_figure, name="report_figure"),
    # a figure and its way
    path(_("figures/to-validate"), validating.to_validate, name="to_validate"),
    path(_("figures/<int:pk>"), measuring.measurement, name="measurement"),
    path(_("figures/<int:pk>/edit"), measuring.edit_figure, name="edit_figure"),
    path(_("figures/<int:pk>/check"), measuring.check_figure, name="check_figure"),
    path(_("figures/<int:pk>/evidence"), evidence.attach, name="attach"),
    path(_("figures/<int:pk>/take-back"), measuring.take_back, name="take_back"),
    path(_("figures/<int:pk>/discard"), measuring.discard, name="discard"),
    path(_("figures/<int:pk>/validate"), validating.validate, name="validate"),
    path(_("figures/<int:pk>/return"), validating.return_figure, name="return_figure"),
    path(_("evidence/<uuid:key>"), evidence.download, name="evidence"),
    path(_("evidence/<uuid:key>/remove"), evidence.detach, name="detach"),
    path(
        _("national-figures/<slug:country>/<int:period>"), validating.national_figure, name="national_figure"
    ),
    # asking for figures, and closing them
    path(_("windows"), windows.windows, name="windows"),
    path(_("windows/new"), windows.new_window, name="new_window"),
    path(_("windows/<int:pk>"), windows.window, name="window"),
    path(_("windows/<int:pk>/edit"), windows.edit_window, name="edit_window"),
    path(_("windows/<int:pk>/ask"), windows.ask, name="ask"),
    path(_("windows/<int:pk>/lock"), windows.lock_window, name="lock_window"),
    path(_("periods/<int:pk>/lock"), windows.lock, name="lock"),
    path(_("periods/<int:pk>/reopen"), windows.reopen, name="reopen"),
    # critical aspects (Tabla 2, GRCM d)
    path(_("critical-aspects/"), critical.critical_aspects, name="critical_aspects"),
    path(_("critical-aspects.<slug:suffix>"), critical.critical_file, name="critical_file"),
    path(_("critical-aspects/new"), critical.new_critical, name="new_critical"),
    path(_("critical-aspects/<int:pk>"), critical.critical, name="critical"),
    path(_("critical-aspects/<int:pk>/edit"), critical.edit_critical, name="edit_critical"),
    path(_("critical-aspects/<int:pk>/follow-up"), critical.critical_follow_up, name="critical_follow_up"),
    *(
        path(address, critical.critical_step, {"verb": verb}, name=f"critical_{verb}")
        for verb, address in (
            ("start", _("critical-aspects/<int:pk>/start-the-strategy")),
            ("resolve", _("critical-aspects/<int:pk>/resolved")),
            ("close", _("critical-aspects/<int:pk>/close")),
            ("reopen", _("critical-aspects/<int:pk>/open-again")),
        )
    ),
    # support (Tabla 2, AC-22) and contributions
    path(_("support/"), support.support, name="support"),
    path(_("support/mine"), support.my_support, name="my_support"),
    path(_("activities/<str:code>/support/ask"), support.ask_support, name="ask_support"),
    path(_("activities/<str:code>/support/offer"), support.offer_support, name="offer_support"),
    path(_("support/requests/<int:pk>/close"), support.close_request, name="close_request"),
    path(_("support/offers/<int:pk>"), support.support_offer, name="support_offer"),
    path(_("support/offers/<int:pk>/responsible-party"), support.name_as_party, name="name_as_party"),
    *(
        path(address, support.support_step, {"verb": verb}, name=f"support_{verb}")
        for verb, address in (
            ("agree", _("support/offers/<int:pk>/group-accepts")),
            ("confirm", _("support/offers/<int:pk>/confirm")),
            ("decline", _("support/offers/<int:pk>/decline")),
            ("withdraw", _("support/offers/<int:pk>/withdraw")),
            ("end", _("support/offers/<int:pk>/delivered")),
        )
    ),
    path(_("contributions"), support.contributions_page, name="contributions"),
    path(_("contributions/<int:pk>/remove"), support.remove_contribution, name="remove_contribution"),
    # documents taken up (Tabla 1, Tabla 2)
    path(_("activities/<str:code>/documents/take-up"), taking_up.take_up, name="take_up"),
    path(
        _("activities/<str:code>/documents/<slug:document>/drop"),
        taking_up.drop_document,
        name="drop_document",
    ),
    path(_("library/<slug:code>/taken-up"), taking_up.document_uses, name="document_uses"),
    # the annual plan of a presidency
    path(_("presidencies/<slug:label>/plan"), presidency_plans.plan, name="presidency_plan"),
    path(
        _("presidencies/<slug:label>/plan.<slug:suffix>"), presidency_plans.plan_file, name="presidency_file"
    ),
    path(_("presidencies/<slug:label>/plan/take-up"), presidency_plans.take_up, name="presidency_take_up"),
    path(_("presidencies/<slug:label>/plan/new"), presidency_plans.new_line, name="presidency_new_line"),
    path(
        _("presidencies/<slug:label>/plan/<int:pk>/edit"),
        presidency_plans.edit_line,
        name="presidency_edit_line",
    ),
    path(
        _("presidencies/<slug:label>/plan/<int:pk>/status"),
        presidency_plans.line_status,
        name="presidency_line_status",
    ),
    path(
        _("presidencies/<slug:label>/plan/<int:pk>/remove"),
        presidency_plans.remove_line,
        name="presidency_remove_line",
    ),
    path(
        _("presidencies/<slug:label>/plan/<int:pk>/move"),
        presidency_plans.move_line,
        name="presidency_move_line",
    ),
    *(
        path(address, presidency_plans.step, {"verb": verb}, name=f"presidency_{verb}")
        for verb, address in (
            ("consult", _("presidencies/<slug:label>/plan/consultation")),
            ("take_back", _("presidencies/<slug:label>/plan/return-to-draft")),
            ("endorse", _("presidencies/<slug:label>/plan/endorsement")),
            ("approve", _("presidencies/<slug:label>/plan/approval")),
            ("start", _("presidencies/<slug:label>/plan/execution")),
            ("close", _("presidencies/<slug:label>/plan/close")),
        )
    ),
    path(_("plan/<slug:period>/pillars/"), views.pillars, name="pillars"),
    path(_("plan/<slug:period>/pillars/<slug:slug>"), views.pillar, name="pillar"),
    path(_("plan/<slug:period>/themes/<slug:slug>"), views.theme, name="theme"),
    path(_("plan/<slug:period>/themes/<slug:slug>/adopt"), views.adopt_theme, name="adopt_theme"),
]
