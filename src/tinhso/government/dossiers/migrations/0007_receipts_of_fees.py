"""Every fee that was recorded before receipts had rows of their own gets its one receipt."""

from django.db import migrations

FORWARD = """
INSERT INTO dossiers_feepayment (id, fee_id, paid, method, receipt_no, reason, recorded_at, recorded_by_id)
SELECT id, id, paid, method, receipt_no, reason, recorded_at, recorded_by_id
FROM dossiers_fee WHERE recorded_at IS NOT NULL
"""
# The fee itself still tells the total and the first receipt; the rows go with their table.
BACKWARD = "DELETE FROM dossiers_feepayment"


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0006_fee_payments")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
