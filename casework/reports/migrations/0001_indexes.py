"""What the page of figures looks for: cases of a kind by their day, deadlines of a name by theirs.

The tables are those of other nouns, so their models know nothing of these. SQLite forgets them when a later migration
makes such a table anew, and does without; PostgreSQL keeps them, and needs them (0.4 s a page without, 0.15 s with).
"""

from django.db import migrations

INDEXES = {
    "report_cases_by_kind": "cases_case (kind, opened_at)",
    "report_terms_by_name": "calendar_deadline (name, due_on)",
}


class Migration(migrations.Migration):
    initial = True
    dependencies = [("cases", "0004_openings_and_handovers"), ("calendar", "0002_official_days")]
    operations = [
        migrations.RunSQL(f"CREATE INDEX {name} ON {where}", f"DROP INDEX IF EXISTS {name}")
        for name, where in INDEXES.items()
    ]
