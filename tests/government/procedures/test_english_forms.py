"""What residents file most often can be filled in by a reader of English, down to the last sentence."""

from __future__ import annotations

import re

import pytest

from tests.government.procedures.conftest import packages
from tinhso.government.procedures.checks.package import Package
from tinhso.government.procedures.rules.forms.english import KEY, in_english, spoken
from tinhso.government.procedures.rules.forms.fields import leaves

MOST_USED = (
    *("1.001193", "1.000656", "1.000894", "1.004873"),  # civil status
    *("2.000815", "1.001612", "1.004222", "1.013225", "1.013833"),
)
FORMS = [p for p in packages() if p.content and p.content.code in MOST_USED]
# Words that stay as they are in both languages: names of papers and made-up examples.
_VIETNAMESE = re.compile(
    "[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE
)
KEPT = re.compile(r"\([^)]*\)|“[^”]*”|example: .*|\bđồng\b|Việt Nam")


def test_all_of_them_are_there() -> None:
    assert {p.content.code for p in FORMS if p.content} == set(MOST_USED)


@pytest.mark.parametrize("package", FORMS, ids=[p.path.split("/")[-1] for p in FORMS])
def test_every_sentence_has_its_english_and_nothing_else_changes(package: Package) -> None:
    schema = package.schema
    assert schema is not None
    words = schema[KEY]
    said = list(spoken(schema))
    assert [text for text in said if text not in words] == []
    assert [text for text in words if text not in said] == []
    assert [text for text in words.values() if _VIETNAMESE.search(KEPT.sub("", text))] == []
    english = in_english(schema)
    assert [leaf.name for leaf in leaves(english)] == [leaf.name for leaf in leaves(schema)]
    assert [leaf.whens for leaf in leaves(english)] == [leaf.whens for leaf in leaves(schema)]
