"""What everybody may take away or ask of the whole site: the search, the feed, the public tables."""

from collections.abc import Callable

from pilares.home.exports import DATASETS
from tests.access_rows import Parts, Row, everyone

PARTS_OF_PUBLIC: dict[str, Parts | Callable[[], Parts]] = {
    **{f"home:dataset of {slug}": {"slug": slug, "suffix": "csv"} for slug in DATASETS},
    "home:dataset of nothing": {"slug": "nada", "suffix": "csv"},
    "home:dataset of no kind": {"slug": "actors", "suffix": "exe"},
}
PUBLIC: dict[str, Row] = {
    "GET home:search": everyone(200),
    "GET home:glossary": everyone(200),
    "GET home:publications": everyone(200),
    **{f"GET home:dataset of {slug}": everyone(200) for slug in DATASETS},
    "GET home:dataset of nothing": everyone(404),
    "GET home:dataset of no kind": everyone(404),
}
