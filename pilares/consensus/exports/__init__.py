"""Files about what goes round: the table of observations (`observations`), the inputs (`inputs`)."""

from pilares.consensus.exports.observations import FILES

__all__ = ["FILES"]
