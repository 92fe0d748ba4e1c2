"""A spreadsheet's way out of the matrix and back, as a person does it: pages, files, forms."""

import re
from html import unescape
from io import BytesIO

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pilares.matrix.models import Import

OFFICIAL, REGISTER = 0, 1
TAG = re.compile(r"<[^>]+>")


def words(response) -> str:
    """Return what a page says, without its markup."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    text = " ".join(unescape(TAG.sub(" ", main)).split())
    for before, after in ((" .", "."), (" ,", ","), ("( ", "("), (" )", ")")):
        text = text.replace(before, after)
    return text


class Round:
    """One person, one file."""

    def __init__(self, client: Client, language: str = "es") -> None:
        self.client, self.language = client, language
        self.book = openpyxl.Workbook()
        self.steps = {
            "es": ("matriz", "importar", "columnas", "valores", "fechas-y-numeros", "comparacion",
                   "aplicar", "deshacer", "archivo", "por-corregir.xlsx", "olvidar"),
            "en": ("matrix", "import", "columns", "values", "dates-and-numbers", "comparison",
                   "apply", "undo", "file", "to-mend.xlsx", "discard"),
        }[language]  # fmt: skip

    # --- Out ---

    def out(self, query: str = "vista=4.3") -> openpyxl.Workbook:
        """Export the matrix and open it."""
        response = self.client.get(f"/{self.language}/{self.steps[0]}.xlsx?{query}")
        assert response.status_code == 200
        self.book = openpyxl.load_workbook(BytesIO(response.content))
        return self.book

    def labels(self, sheet: int = OFFICIAL) -> dict[str, int]:
        """Return the column of each label of a sheet, counted from 1."""
        return {str(cell.value): cell.column for cell in self.book.worksheets[sheet][1] if cell.value}

    def cell(self, code: str, label: str, sheet: int = OFFICIAL):
        """Return the cell of an activity under the first label that begins so."""
        labels = self.labels(sheet)
        column = next(at for said, at in labels.items() if said.startswith(label))
        codes = labels.get("code") or labels["Código"]
        page = self.book.worksheets[sheet]
        row = next(r for r in range(2, page.max_row + 1) if page.cell(r, codes).value == code)
        return page.cell(row, column)

    def row(self, code: str, sheet: int = OFFICIAL) -> int:
        """Return the row of an activity."""
        return self.cell(code, "code" if sheet == OFFICIAL else "Código", sheet).row

    def written(self) -> bytes:
        """Return the file as it stands now."""
        file = BytesIO()
        self.book.save(file)
        return file.getvalue()

    # --- Back ---

    def url(self, *names: str) -> str:
        """Return an address of the import."""
        return "/".join([f"/{self.language}/{self.steps[0]}/{self.steps[1]}", *names])

    def send(self, data: bytes | None = None, name: str = "matriz.xlsx"):
        """Send the file; return the answer."""
        upload = SimpleUploadedFile(name, self.written() if data is None else data)
        return self.client.post(self.url(), {"file": upload})

    def back(self, data: bytes | None = None, name: str = "matriz.xlsx"):
        """Send the file and follow where it leads."""
        response = self.send(data, name)
        assert response.status_code == 302, words(response)
        return self.client.get(response.url, follow=True)

    @property
    def stage(self) -> Import:
        """The file that was sent last."""
        return Import.objects.latest("pk")

    def step(self, number: int):
        """Open step 1 to 4."""
        return self.client.get(self.url(str(self.stage.pk), self.steps[1 + number]))

    def answer(self, number: int, **answers: str):
        """Answer the fields of a step by words of their labels; return the page that follows."""
        form = self.step(number).context["form"]
        data = {"sent": "1"}
        for name, field in form.fields.items():
            value = form[name].value()
            if value not in {None, ""}:
                data[name] = value
            for said, answer in answers.items():
                if said.replace("_", " ").casefold() in str(field.label).casefold():
                    data[name] = answer
        return self.client.post(self.url(str(self.stage.pk), self.steps[1 + number]), data, follow=True)

    def compared(self):
        """Open the comparison."""
        return self.step(4)

    def counts(self) -> dict[str, int]:
        """Return what the comparison counts, without what is nothing."""
        return {name: n for name, n in self.compared().context["counts"].items() if n}

    def counts_kept(self) -> dict[str, int]:
        """Return what the file counted when it was applied, without what is nothing."""
        return {name: n for name, n in self.stage.counts.items() if n}

    def choose(self, **choices: str):
        """Choose in conflicts, by code and column with `__` between: `PROT_A1__title="file"`."""
        shown = self.compared().context["conflicts"].shown
        data = {}
        for key, choice in choices.items():
            code, _mark, name = key.partition("__")
            field = next(f for row, c, f in shown if row.code == code.replace("_", "-") and c.name == name)
            data[field.html_name] = choice
        return self.client.post(self.url(str(self.stage.pk), self.steps[5]), data, follow=True)

    def apply(self, seal: str = ""):
        """Apply what the comparison showed."""
        seal = seal or self.compared().context["seen"].seal
        url = self.url(str(self.stage.pk), self.steps[6])
        return self.client.post(url, {"seal": seal}, follow=True)

    def undo(self):
        """Undo what was applied."""
        return self.client.post(self.url(str(self.stage.pk), self.steps[7]), {"sent": "1"}, follow=True)

    def errors(self) -> list[list[object]]:
        """Download the file of errors."""
        response = self.client.get(self.url(str(self.stage.pk), self.steps[9]))
        page = openpyxl.load_workbook(BytesIO(response.content)).worksheets[0]
        return [[cell.value for cell in row] for row in page.iter_rows()]
