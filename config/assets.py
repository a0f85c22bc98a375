"""Which static files are collected."""

from django.contrib.staticfiles.apps import StaticFilesConfig

_LEFT_OUT = ["node_modules", "contrib", "simple-icons"]
_LEFT_OUT += ["*.map", "*.scss", "*.eot", "*.ttf", "*.otf", "*.woff"]


class Assets(StaticFilesConfig):
    """viewflow ships 49 MB, most of it sources, maps and font formats that no supported browser asks for."""

    ignore_patterns = StaticFilesConfig.ignore_patterns + _LEFT_OUT
