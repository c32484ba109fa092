"""Who goes first: words of the province, parted by semicolons in its setting `queue_priorities`."""

from __future__ import annotations


def words(setting: str) -> list[str]:
    """The groups as they stand on the buttons; none when the setting is empty."""
    found = (word.strip()[:60] for word in setting.split(";"))
    return list(dict.fromkeys(word for word in found if word))
