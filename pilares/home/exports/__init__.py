"""Files of what puts the floors together: what everybody may take away; papers have files of their own."""

from pilares.home.exports.datasets import DATASETS, LABELS, Dataset, Field
from pilares.home.exports.open_data import FORMATS, written

__all__ = ["DATASETS", "FORMATS", "LABELS", "Dataset", "Field", "written"]
