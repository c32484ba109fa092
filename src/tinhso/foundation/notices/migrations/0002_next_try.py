"""A waiting notice tells itself when it is tried next; the jobs that did are no longer needed."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial"), ("procrastinate", "0041_post_retry_failed_job")]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="next_try_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                fields=["made_at", "id"], condition=models.Q(state="waiting"), name="notices_waiting"
            ),
        ),
        migrations.RunSQL(
            "DELETE FROM procrastinate_jobs WHERE status = 'todo'"
            " AND task_name IN ('notices.deliver', 'notices.rescue')",
            migrations.RunSQL.noop,
        ),
    ]
