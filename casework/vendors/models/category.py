"""What is taught; licences are issued for these (domain.md D03 row 7)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    """Subjects of the curriculum are none of them: they are banned after school (D04 row 4)."""

    ARTS = "arts", _("文化艺术")
    SPORTS = "sports", _("体育")
    SCIENCE = "science", _("科技")
    LABOUR = "labour", _("劳动实践")
    READING = "reading", _("阅读")
    HERITAGE = "heritage", _("传统文化与非遗")
