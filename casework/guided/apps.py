from django.apps import AppConfig


class GuidedConfig(AppConfig):
    name = "casework.guided"
    label = "guided"
