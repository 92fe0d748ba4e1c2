"""What everybody may take away, table by table: the columns of a file are those of its description.

Every row is what a visitor may see, whoever asks: the file that is cited is the file that others get. No
column names a person. The page «Open data» and a part of `docs/open-data.md` are written from here.
"""

from pilares.home.exports.datasets.agreed import ACTORS, DECISIONS, GROUP_REPORTS, MEETINGS, REPORTS
from pilares.home.exports.datasets.fields import LABELS, Dataset, Field
from pilares.home.exports.datasets.texts import DOCUMENTS, TEXTS, THEMES
from pilares.home.exports.datasets.work import ACTIVITIES, INDICATORS, MEASUREMENTS

__all__ = ["DATASETS", "LABELS", "Dataset", "Field"]

#: every table, by the name in its address
DATASETS: dict[str, Dataset] = {
    dataset.slug: dataset
    for dataset in (
        ACTIVITIES,
        INDICATORS,
        MEASUREMENTS,
        DECISIONS,
        MEETINGS,
        REPORTS,
        GROUP_REPORTS,
        ACTORS,
        DOCUMENTS,
        TEXTS,
        THEMES,
    )
}
