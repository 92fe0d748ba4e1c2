"""What lower floors ask about texts that the members are agreeing; they do not know who answers."""

from pilares.consensus.access import why_not_leave
from pilares.consensus.queries.declared import declared_before
from pilares.consensus.queries.silence import declared_late
from pilares.meetings.queries.decisions import DECLARED_IN
from pilares.plans.access import HELD_BY

HELD_BY.append(why_not_leave)
DECLARED_IN += [declared_before, declared_late]
