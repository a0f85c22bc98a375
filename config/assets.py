"""Which static files are collected."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class Assets(StaticFilesConfig):
    """viewflow ships 49 MB, most of it sources, maps and font formats that no supported browser asks for."""

    ignore_patterns = (
        StaticFilesConfig.ignore_patterns
        + "node_modules contrib simple-icons *.map *.scss *.eot *.ttf *.otf *.woff".split()
    )
