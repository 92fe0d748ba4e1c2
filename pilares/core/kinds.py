"""The media types of the files that are handed out, each by the end of its name."""

OPEN_XML = "application/vnd.openxmlformats-officedocument."
CSV = "text/csv; charset=utf-8"
JSON = "application/json; charset=utf-8"
PDF = "application/pdf"
WORD = f"{OPEN_XML}wordprocessingml.document"
XLSX = f"{OPEN_XML}spreadsheetml.sheet"
