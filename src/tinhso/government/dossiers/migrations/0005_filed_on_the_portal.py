# A dossier may have been filed on the national portal: its code there, when it reached us, what was paid there.

from django.db import migrations, models
from django.db.models import Q

METHODS = [
    ("cash", "Tiền mặt"),
    ("transfer", "Chuyển khoản"),
    ("card", "Thẻ"),
    ("waived", "Được miễn"),
    ("portal", "Cổng Dịch vụ công quốc gia"),
]


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0004_search_by_parts")]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="portal_code",
            field=models.CharField(blank=True, default="", max_length=60),
        ),
        migrations.AddField(
            model_name="dossier",
            name="transferred_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="dossier",
            name="sync",
            field=models.CharField(
                choices=[
                    ("not_sent", "Chưa đồng bộ"),
                    ("sent", "Đã đồng bộ"),
                    ("failed", "Chờ xử lý trước khi đồng bộ"),
                ],
                default="not_sent",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="fee",
            name="method",
            field=models.CharField(blank=True, choices=METHODS, default="", max_length=10),
        ),
        migrations.AlterField(
            model_name="feecorrection",
            name="method",
            field=models.CharField(choices=METHODS, max_length=10),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.UniqueConstraint(
                condition=~Q(portal_code=""), fields=["portal_code"], name="dossier_portal_code_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=Q(portal_code="", transferred_at__isnull=True)
                | (~Q(portal_code="") & Q(transferred_at__isnull=False, channel="ONLINE")),
                name="dossier_from_portal_has_transfer",
            ),
        ),
    ]
