"""What a person types about activities: their parts, the steps of their stages, a theme to propose."""

from pilares.monitoring.forms.indicators import (
    IndicatorForm,
    PeriodForm,
    PressForm,
    ReviseTargetForm,
    StepsForm,
    TargetsForm,
)
from pilares.monitoring.forms.parts import MilestoneForm, PartForm, ResultForm, RiskForm
from pilares.monitoring.forms.stages import (
    DecisionForm,
    PlaceForm,
    PlainForm,
    ReasonForm,
    StepForm,
    SuccessorForm,
)
from pilares.monitoring.forms.themes import AdoptThemeForm, ProposeThemeForm

#: the forms of the parts of an activity, by the kind that an address names
FORMS: dict[str, type[PartForm]] = {
    "result": ResultForm,
    "indicator": IndicatorForm,
    "risk": RiskForm,
    "milestone": MilestoneForm,
}

__all__ = [
    "FORMS",
    "AdoptThemeForm",
    "DecisionForm",
    "IndicatorForm",
    "MilestoneForm",
    "PartForm",
    "PeriodForm",
    "PlaceForm",
    "PlainForm",
    "PressForm",
    "ProposeThemeForm",
    "ReasonForm",
    "ResultForm",
    "ReviseTargetForm",
    "RiskForm",
    "StepForm",
    "StepsForm",
    "SuccessorForm",
    "TargetsForm",
]
