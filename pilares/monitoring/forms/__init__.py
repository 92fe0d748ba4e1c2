"""What a person types about activities: their parts, the steps of their stages, a theme to propose."""

from pilares.monitoring.forms.parts import FORMS, IndicatorForm, MilestoneForm, PartForm, ResultForm, RiskForm
from pilares.monitoring.forms.stages import (
    DecisionForm,
    PlaceForm,
    PlainForm,
    ReasonForm,
    StepForm,
    SuccessorForm,
)
from pilares.monitoring.forms.themes import AdoptThemeForm, ProposeThemeForm

__all__ = [
    "FORMS",
    "AdoptThemeForm",
    "DecisionForm",
    "IndicatorForm",
    "MilestoneForm",
    "PartForm",
    "PlaceForm",
    "PlainForm",
    "ProposeThemeForm",
    "ReasonForm",
    "ResultForm",
    "RiskForm",
    "StepForm",
    "SuccessorForm",
]
