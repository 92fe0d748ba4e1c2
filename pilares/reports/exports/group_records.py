"""A group's report as comma-separated values and JSON, as far as the reader may see (docs/open-data.md)."""

import json

from pilares.reports.exports.records import comma_separated, document_of, text_of
from pilares.reports.queries.group_reading import GroupTelling

__all__ = ["comma_separated", "open_data"]


def open_data(told: GroupTelling) -> bytes:
    """Return the report as a JSON document in UTF-8: that of every report, and what is the group's."""
    mandate = told.mandate
    document = {
        **document_of(told),
        "group": {"code": told.code, **text_of(told.group), "ad_hoc": told.ad_hoc},
        "presentation": {"year": told.year, "occasion": told.occasion},
        "led_by": told.presidency or None,
        "mandate": {
            "objective": text_of(mandate.objective),
            "mandate": text_of(mandate.mandate),
            "ends_on": mandate.ends_on.isoformat() if mandate.ends_on else None,
            "decision": mandate.decision or None,
        }
        if mandate
        else None,
        "meetings": {
            "held": told.held,
            "wanted": told.wanted,
            "list": [
                {"code": one.code, **text_of(one.name), "on": one.on.isoformat() if one.on else None}
                for one in told.meetings
            ],
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()
