"""What is written in a paper: runs, lines, notes and cells, as plain values."""

from dataclasses import dataclass

from pilares.core.bilingual import Wording


@dataclass(frozen=True)
class Run:
    """Words that stand out within a line."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Link:
    """An address on the web as a reader sees it, and clicks it where the paper is read on a screen."""

    url: str

    def __str__(self) -> str:
        return self.url


@dataclass(frozen=True)
class Note:
    """A footnote with the number that the plan gives it (nota 7), in the language in which it was made.

    `label` says whose it is and may be empty; `runs` are its words where some of them stand out.
    """

    number: int
    label: str
    text: str
    lang: str
    runs: tuple[Run, ...] = ()

    @property
    def words(self) -> tuple[Run, ...]:
        """Its words, run by run."""
        return self.runs or (Run(self.text),)


@dataclass(frozen=True)
class Line:
    """A paragraph of several texts; a note stands among them where its number does, or in `notes` at the end.

    Those texts whose places are in `bold` stand out. Plain words are in `lang`, if not the reader's language.
    """

    texts: tuple[str | Wording | Run | Link | Note, ...]
    bold: tuple[int, ...] = ()
    notes: tuple[Note, ...] = ()
    lang: str = ""

    def __str__(self) -> str:
        return "".join(
            one.text if isinstance(one, Run) else str(one) for one in self.texts if not isinstance(one, Note)
        )


type_of_text = str | Wording | Line


@dataclass(frozen=True)
class Cell:
    """What stands in a cell of a table: its paragraphs, in their languages, how they look, its columns."""

    lines: tuple[type_of_text, ...] = ()
    bold: bool = False
    italic: bool = False
    span: int = 1

    @property
    def long(self) -> bool:
        """Whether it is so long that its row may have to go on on the next page."""
        return sum(len(str(line)) for line in self.lines) > LONG


@dataclass(frozen=True)
class Drawing:
    """A drawing with its name, the words that stand for it, and how to read it."""

    name: str
    svg: str
    alternative: str
    about: str


#: the part of the line that a drawing takes where two stand abreast
ABREAST = 0.47
#: more characters than this in a cell, and its row breaks where the page ends; nothing is ever cut
LONG = 900
type_of_cell = type_of_text | Cell


def as_line(text: type_of_text) -> Line:
    """Return a text as a line."""
    return text if isinstance(text, Line) else Line((text,))


def as_cell(value: type_of_cell) -> Cell:
    """Return what stands in a cell as one."""
    return value if isinstance(value, Cell) else Cell((value,))
