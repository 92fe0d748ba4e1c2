"""How wide the letters of the papers are: those of Arial, in thousandths of their size."""

from functools import lru_cache

REGULAR = {
    191: "'", 222: "ijl‘’", 260: "|¦", 278: " !,./:;I[\\]ft\xa0·ÌÍÎÏìíîï", 333: "()-`r¡¨²³´¸¹“”", 334: "{}",
    350: "•", 355: '"', 365: "º", 370: "ª", 389: "*", 400: "°", 469: "^", 500: "Jcksvxyzçýÿ", 537: "¶",
    549: "±÷", 556: "#$0123456789?L_abdeghnopqu¢£¤¥§«»àáâãäåèéêëðñòóôõöùúûüþ–€", 584: "+<=>~¬×−",
    611: "FTZ¿ßø", 667: "&ABEKPSVXYÀÁÂÃÄÅÈÉÊËÝÞ", 722: "CDHNRUwÇÐÑÙÚÛÜ", 737: "©®", 778: "GOQÒÓÔÕÖØ",
    833: "Mm", 834: "¼½¾", 889: "%æ", 944: "W", 1000: "Æ—…→", 1015: "@",
}  # fmt: skip
BOLD = {
    238: "'", 278: " ,./I\\ijl\xa0·ÌÍÎÏìíîï‘’", 280: "|¦", 333: "!()-:;[]`ft¡¨²³´¸¹", 350: "•", 365: "º",
    370: "ª", 389: "*r{}", 400: "°", 474: '"', 500: "z“”", 549: "±÷",
    556: "#$0123456789J_aceksvxy¢£¤¥§«¶»àáâãäåçèéêëýÿ–€", 584: "+<=>^~¬×−",
    611: "?FLTZbdghnopqu¿ßðñòóôõöøùúûüþ", 667: "EPSVXYÈÉÊËÝÞ", 722: "&ABCDHKNRUÀÁÂÃÄÅÇÐÑÙÚÛÜ", 737: "©®",
    778: "GOQwÒÓÔÕÖØ", 833: "M", 834: "¼½¾", 889: "%mæ", 944: "W", 975: "@", 1000: "Æ—…→",
}  # fmt: skip
#: what is not in the tables is as wide as a figure
OTHER = 556
WIDE = [{letter: width for width, some in table.items() for letter in some} for table in (REGULAR, BOLD)]
#: a line of Arial in its own size: above, below and between
PITCH = 1.149


@lru_cache(maxsize=8192)
def width_of(word: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a word is, in points."""
    table = WIDE[bold]
    return sum(table.get(letter, OTHER) for letter in word) * size / 1000


def lines_of(text: str, width: float, size: float, *, bold: bool = False) -> int:
    """Return how many lines a text takes; a word breaks after a hyphen or a slash, as Word breaks it."""
    count, at, space = 1, 0.0, width_of(" ", size, bold=bold)
    for word in text.replace("-", "- ").split(" "):
        wide = width_of(word, size, bold=bold)
        glue = 0 if word.endswith("-") else space
        if at and at + wide > width:
            count, at = count + 1, 0.0
        while wide > width > 0:
            count, wide = count + 1, wide - width
        at += wide + glue
    return count + text.count("\n")
