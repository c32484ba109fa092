"""A person without a number of this country has that of a passport."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0010_reach")]
    operations = [
        migrations.AddField(
            model_name="dossierparty",
            name="passport",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
        migrations.RemoveConstraint(model_name="dossierparty", name="party_erased_is_empty"),
        migrations.AddConstraint(
            model_name="dossierparty",
            constraint=models.CheckConstraint(
                condition=Q(erased_at__isnull=True)
                | Q(name="", citizen_id="", passport="", phone="", email="", address=""),
                name="party_erased_is_empty",
            ),
        ),
    ]
