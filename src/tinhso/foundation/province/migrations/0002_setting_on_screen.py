from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("province", "0001_initial")]

    operations = [
        migrations.AddField("setting", "on_screen", models.BooleanField(default=False)),
        migrations.AddField("setting", "reason", models.TextField(blank=True, default="")),
        migrations.AddField("setting", "made_by", models.UUIDField(null=True)),
        migrations.AddField("setting", "made_at", models.DateTimeField(null=True)),
    ]
