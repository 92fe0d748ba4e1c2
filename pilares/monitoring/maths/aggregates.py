"""Step 1, over the periods: their figures become one (monitoring-model §5)."""

from collections.abc import Sequence
from fractions import Fraction

from pilares.monitoring.maths.amounts import total
from pilares.monitoring.maths.figures import Figure, Origin, State, of_members, of_pairs
from pilares.monitoring.maths.inputs import Configuration, Key, OverCountries, OverTime

#: what stops a total from being made: it is said, and nothing is added up
OBSTACLES = (State.CONFLICT, State.SEPARATE)
SAID = {State.DATA, *OBSTACLES}


def over_time(configuration: Configuration, figures: Sequence[Figure]) -> tuple[Figure, int | None]:
    """Return the figure of all the periods, given in order of time, and which period it speaks of, if one.

    sum: ΣA · latest: the last that is not empty · average, maximum, minimum: of those with data · distinct:
    size of the union · ratio: 100·Σnum/Σden. A period without data takes no part.
    """
    known = [at for at, figure in enumerate(figures) if figure.state in SAID]
    if not known:
        return Figure(state_without_data(figures), origin=joined(figures)), None
    if mixes_countries(configuration, figures):
        return Figure(State.SEPARATE, origin=joined(figures)), None
    if configuration.time is OverTime.LATEST:
        return figures[known[-1]], known[-1]
    taken = [figures[at] for at in known]
    for obstacle in OBSTACLES:
        if any(figure.state is obstacle for figure in taken):
            return Figure(obstacle, origin=joined(taken)), None
    if len(taken) == 1:
        return taken[0], known[0] if configuration.time is OverTime.NONE else None
    return aggregated(configuration, taken), None


def state_without_data(figures: Sequence[Figure]) -> State:
    """Tell a whole that does not apply from one of which nothing is known."""
    return State.NOT_APPLICABLE if any(f.state is State.NOT_APPLICABLE for f in figures) else State.NO_DATA


def mixes_countries(configuration: Configuration, figures: Sequence[Figure]) -> bool:
    """Whether periods of different countries would be joined though it is not aggregable over countries."""
    if configuration.over_countries is not OverCountries.NONE or configuration.time is OverTime.DISTINCT:
        return False
    return len({source for f in figures if f.state is State.DATA for source in f.origin.sources}) > 1


def joined(figures: Sequence[Figure]) -> Origin:
    """Return where several figures come from, together."""
    return Origin(
        sources=frozenset(source for figure in figures for source in figure.origin.sources),
        preliminary=any(figure.origin.preliminary for figure in figures),
        notes=frozenset(note for figure in figures for note in figure.origin.notes),
    )


def aggregated(configuration: Configuration, taken: Sequence[Figure]) -> Figure:
    """Return the aggregate of figures with data."""
    time, origin = configuration.time, joined(taken)
    if time is OverTime.NONE:
        return Figure(State.SEPARATE, origin=origin)
    if time is OverTime.RATIO:
        return of_pairs([figure.pair for figure in taken if figure.pair], origin)
    members: frozenset[Key] = frozenset().union(*(figure.members or () for figure in taken))
    if time is OverTime.DISTINCT:
        return of_members(configuration, members, origin)
    numbers = [figure.number for figure in taken if figure.number is not None]
    return Figure(State.DATA, combined(time, numbers), origin=origin)


def combined(time: OverTime, numbers: Sequence[Fraction]) -> Fraction:
    """Return the sum, the average, the highest or the lowest of at least one number."""
    if time is OverTime.MAXIMUM:
        return max(numbers)
    if time is OverTime.MINIMUM:
        return min(numbers)
    added = total(numbers)
    return added / len(numbers) if time is OverTime.AVERAGE else added
