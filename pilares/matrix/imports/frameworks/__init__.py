"""A results framework that somebody else made: its columns mapped once, every trap reported, none guessed.

`look` says what the file would become and what must be decided; `apply` calls the actions of monitoring;
`undo` takes back what nobody touched since. Decisions: docs/adr/0012-frameworks-of-others.md.
"""
