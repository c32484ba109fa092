"""A petition that brings an earlier one again, and what the room publishes of it."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

# missed_at: when another limit than the answer's passed (asking late since the clock last started; publishing), or will
# pass unless it is published before; repeated: the sender brought the matter again, and that was not refused.
_BEFORE = import_module("tinhso.government.petitions.migrations.0003_published_view").VIEW
_AT = "AS disliked\nFROM"
_MORE = """AS disliked,
       least((SELECT min(t.at) FROM petitions_turn t
              WHERE t.petition_id = p.id AND t.verb = 'ask' AND t.late AND t.at >= p.clock_from),
             CASE WHEN p.state IN ('answered', 'waiting_publication') THEN p.next_due
                  WHEN p.published_at > p.publish_due THEN p.publish_due END) AS missed_at,
       EXISTS (SELECT 1 FROM petitions_petition n WHERE n.again_of_id = p.id AND n.state <> 'refused') AS repeated,
       p.again_of_id
FROM"""


class Migration(migrations.Migration):
    dependencies = [("petitions", "0003_published_view")]

    operations = [
        migrations.AddField(
            model_name="petition",
            name="again_of",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="brought_again",
                to="petitions.petition",
            ),
        ),
        migrations.AddIndex(
            model_name="petition",
            index=models.Index(
                condition=models.Q(("again_of__isnull", False)), fields=["again_of"], name="petition_again"
            ),
        ),
        migrations.RunSQL(
            "DROP VIEW petitions_published;" + _BEFORE.replace(_AT, _MORE),
            "DROP VIEW petitions_published;" + _BEFORE,
        ),
    ]
