"""What lower floors ask of the matrix; they do not know who answers."""

from pilares.matrix.exports.plan_tables import fill
from pilares.plans.queries.printing import FILLED_BY

FILLED_BY.append(fill)
