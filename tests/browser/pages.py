"""Every page of the product, in both languages, and as whom it is opened; a new page joins here.

The addresses exist in the demo. `who` is the part of a demo account before `@demo.invalid`, or nothing
for a visitor. `kilobytes` is what a first visit may weigh over the wire: 100, and 250 for the matrix.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """One page as one reader gets it."""

    es: str
    en: str
    who: str = ""
    status: int = 200
    kilobytes: int = 100

    def __str__(self) -> str:
        return f"{self.who}@{self.es}" if self.who else self.es


PAGES = (
    # core
    Page("/es/ayuda", "/en/help"),
    Page("/es/ayuda", "/en/help", who="gt-proteccion"),
    Page("/es/accesibilidad", "/en/accessibility"),
    Page("/es/claro-u-oscuro", "/en/light-or-dark"),
    Page("/es/galeria", "/en/gallery"),
    Page("/es/no-existe", "/en/does-not-exist", status=404),
    # people
    # plans
    # monitoring
    # matrix
    # home
)
