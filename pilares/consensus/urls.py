"""Addresses of the texts that the Member Countries are agreeing."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from pilares.consensus.views import answers, earlier, fates, inputs, rounds, silence

app_name = "consensus"
urlpatterns = [
    path(_("texts/"), rounds.texts, name="texts"),
    path(_("texts/<int:pk>"), rounds.round_, name="round"),
    path(_("texts/<int:pk>/general"), rounds.paragraph, name="general"),
    path(_("texts/<int:pk>/paragraph/<str:anchor>"), rounds.paragraph, name="paragraph"),
    path(_("texts/<int:pk>/observe"), answers.observe, name="observe"),
    path(_("texts/<int:pk>/position"), answers.position, name="position"),
    path(_("texts/<int:pk>/read"), answers.read, name="read"),
    path(_("texts/<int:pk>/deadline"), rounds.move, name="move"),
    path(_("texts/<int:pk>/fates"), fates.settle, name="settle"),
    path(_("texts/<int:pk>/conclude"), rounds.conclude, name="conclude"),
    path(_("texts/<int:pk>/next-version"), rounds.next_version, name="next_version"),
    path(_("texts/<int:pk>/observations.<str:suffix>"), fates.file, name="file"),
    path(_("texts/observations/<int:pk>/withdraw"), answers.withdraw, name="withdraw"),
    path(_("texts/observations/<int:pk>/note"), fates.attach, name="attach"),
    path(_("texts/delegates/<int:pk>"), rounds.delegates, name="delegates"),
    path(_("texts/way/<slug:code>"), earlier.way, name="way"),
    path(_("texts/way/<slug:code>/new"), earlier.new, name="step_new"),
    path(_("texts/way/steps/<int:pk>"), earlier.edit, name="step_edit"),
    path(_("texts/way/steps/<int:pk>/remove"), earlier.remove, name="step_remove"),
    path(_("texts/circulate/<slug:code>/v<int:number>"), rounds.open_round, name="open_round"),
    path(_("texts/silence/decision"), silence.decide, name="decide_by_silence"),
    path(_("texts/silence/rule"), silence.rule, name="rule"),
    path(_("texts/silence/rule/end"), silence.end_rule, name="end_rule"),
    path(_("texts/silence/<int:pk>"), silence.silence, name="silence"),
    path(_("texts/silence/<int:pk>/object"), silence.object_to, name="object"),
    path(_("texts/silence/<int:pk>/read"), silence.read, name="silence_read"),
    path(_("texts/silence/<int:pk>/deadline"), silence.put_off, name="put_off"),
    path(_("texts/silence/<int:pk>/paragraph"), silence.number, name="number"),
    path(_("texts/silence/<int:pk>/next-meeting"), silence.next_meeting, name="next_meeting"),
    path(_("texts/silence/<int:pk>/next-version"), silence.next_version, name="silence_next_version"),
    path(_("texts/silence/open/<slug:code>/v<int:number>"), silence.open_silence, name="open_silence"),
    # what the RNCOM contributes (Tabla 2)
    path(_("inputs/"), inputs.inputs, name="inputs"),
    path(_("inputs.<slug:suffix>"), inputs.inputs_file, name="inputs_file"),
    path(_("inputs/new"), inputs.new_input, name="new_input"),
    path(_("inputs/calls/new"), inputs.new_call, name="new_call"),
    path(_("inputs/calls/<int:pk>"), inputs.edit_call, name="edit_call"),
    path(_("inputs/files/<uuid:key>"), inputs.input_file, name="input_file"),
    path(_("inputs/<str:reference>"), inputs.input_, name="input"),
    path(_("inputs/<str:reference>/considered"), inputs.consider, name="consider"),
    path(_("inputs/<str:reference>/incorporated"), inputs.answer, {"included": True}, name="include"),
    path(
        _("inputs/<str:reference>/not-incorporated"), inputs.answer, {"included": False}, name="not_include"
    ),
    path(_("inputs/<str:reference>/reply"), inputs.reply, name="reply"),
]
