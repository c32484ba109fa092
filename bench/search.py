"""The search page with 2,642 procedures and with 50,000: as people write, and with a slip of the hand in each question.

The procedures are made up: copies of one of the catalogue's under invented codes (7.…), their titles put together from
words of the others. They need no opening by an agency; such a database is good for nothing but measuring.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from bench.lines import Measured, Place, measured
from bench.reading import EXACT, SEARCH_RATE, SLIPS, pages

# The national catalogue, and what it might be with every province's own.
SIZES = (2_642, 50_000)
_FILL = """
WITH words AS (SELECT array_agg(DISTINCT title) AS titles FROM procedures_procedureversion WHERE sort_key NOT LIKE '~%%'),
made AS (
    SELECT n, gen_random_uuid() AS id, '7.' || lpad(n::text, 6, '0') AS code,
        (words.titles)[1 + n %% cardinality(words.titles)] || ' '
        || split_part(split_part((words.titles)[1 + (n * 7) %% cardinality(words.titles)], ',', 1), '(', 1)
        || ' số ' || n AS title
    FROM words, generate_series(%s::int, %s::int) n),
procedures AS (
    INSERT INTO procedures_procedure (id, code, slug, field_id)
    SELECT made.id, code, 'do-' || code, sample.field_id
    FROM made, (SELECT field_id FROM procedures_procedure ORDER BY code LIMIT 1) sample)
INSERT INTO procedures_procedureversion (id, valid_from, title, keywords, body, content, form_schema, process_xml, files,
    spec_id, digest, sort_key, procedure_id, needs_opening)
SELECT gen_random_uuid(), v.valid_from, made.title, '', v.body, v.content, '', '', '{}', '',
    lpad(made.n::text, 64, '0'), '~' || made.code, made.id, false
FROM made, (SELECT * FROM procedures_procedureversion ORDER BY sort_key LIMIT 1) v
"""


def line(place: Place) -> list[Measured]:
    """Both kinds of question at each size; the raw limit is the smallest page there is."""
    floor = round(pages(place, ["/health/live"]).rate, 1)
    found = []
    for size in SIZES:
        filled(size)
        for name, questions in (("exact", EXACT), ("with a slip", SLIPS)):
            seen = pages(place, [f"/tim/?q={quote(words)}" for words in questions])
            title = f"search, {name}, {size:,} procedures"
            found.append(measured(title, seen, bar_rate=SEARCH_RATE, raw=floor, raw_is="an empty answer"))
    return found


def filled(size: int) -> None:
    """Made-up procedures until there are so many in force, and their words in the vocabulary."""
    from django.db import connection

    from tinhso.lib.held import forget_all

    def one(cursor: Any, question: str) -> int:
        cursor.execute(question)
        return int(cursor.fetchone()[0])

    with connection.cursor() as cursor:
        have = one(cursor, "SELECT count(*) FROM procedures_procedureversion WHERE valid_to IS NULL")
        last = one(cursor, "SELECT count(*) FROM procedures_procedure WHERE code LIKE '7.%'")
        if have < size:
            cursor.execute(_FILL, [last + 1, last + size - have])
            cursor.execute(
                "INSERT INTO procedures_searchword (word, uses, stop)"
                " SELECT word, ndoc, false FROM ts_stat('SELECT document FROM procedures_procedureversion')"
                " WHERE length(word) BETWEEN 2 AND 60 ON CONFLICT (word) DO UPDATE SET uses = EXCLUDED.uses"
            )
            cursor.execute(
                "VACUUM ANALYZE procedures_procedureversion, procedures_procedure, procedures_searchword"
            )
    forget_all()
