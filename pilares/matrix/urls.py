from typing import Any

app_name = "matrix"
urlpatterns: list[Any] = []
