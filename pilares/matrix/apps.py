from django.apps import AppConfig


class Matrix(AppConfig):
    name = "pilares.matrix"
    label = "matrix"
