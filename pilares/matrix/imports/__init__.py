"""A spreadsheet that comes back into the matrix: read, compared, applied, undone (AC-09).

Nothing is written before the person says so. `compare` says what would happen, cell by cell; `apply` calls
the actions of monitoring; `undo` takes back what nobody changed since.
"""
