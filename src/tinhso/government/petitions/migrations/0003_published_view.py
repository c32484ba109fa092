"""What this room publishes for measuring: one line for each petition, no names and no contents."""

from django.db import migrations

# agency_id: who has it; received_at: where the clock of the answer starts; finish_at: answered, or else closed;
# due_at: the answer's; disliked: more say that the answer does not satisfy than that it does; dossier_code as typed.
VIEW = """
CREATE VIEW petitions_published AS
SELECT p.id, p.code, p.holder_id AS agency_id, p.unit_code, p.kind, p.dossier_code,
       p.clock_from AS received_at, coalesce(p.answered_at, p.closed_at) AS finish_at, p.answer_due AS due_at,
       p.dislikes > p.likes AS disliked
FROM petitions_petition p;
"""


class Migration(migrations.Migration):
    dependencies = [("petitions", "0002_lists_in_order")]

    operations = [migrations.RunSQL(VIEW, "DROP VIEW petitions_published;")]
