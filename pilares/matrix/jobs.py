"""What the matrix forgets by itself."""

from pilares.matrix.imports.staging import forget
from pilares.matrix.models import Import


def expire_imports() -> int:
    """Delete the files that were staged and not applied within seven days; return how many."""
    expired = list(Import.objects.expired())
    for import_ in expired:
        forget(import_)
    return len(expired)
