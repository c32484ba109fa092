"""Who pays online, and how much, so that a year comes out as the province published it for 2024.

01/01 to 02/12/2024: 175,753 online payments of about 57,000 đồng each, beside a little over 330,000 online dossiers in
the year. How the amounts spread around their mean is our own estimate; no source states it.
"""

from __future__ import annotations

from random import Random

ONLINE_DOSSIERS, PAYMENTS, MEAN = 330_000, 175_753, 57_000
DAYS_TOLD, DAYS_OF_YEAR = 337, 366
# Of a hundred online dossiers of a year, so many were paid online.
SHARE = PAYMENTS * DAYS_OF_YEAR / DAYS_TOLD / ONLINE_DOSSIERS
# Of a hundred online dossiers of the folder's own packages, so many owe anything.
OWING = 0.845
# Whole đồng, where the package states no verified amount. The few that do are smaller: together they come to MEAN.
AMOUNTS = ((10_000, 19), (20_000, 20), (50_000, 26), (100_000, 26), (150_000, 9))


def pays(random: Random) -> bool:
    """Whether somebody who filed online, and owes something, pays it online."""
    return random.random() < SHARE / OWING


def amount(random: Random) -> int:
    """What is asked where nothing verified says how much, in đồng."""
    return random.choices([told for told, _weight in AMOUNTS], [weight for _told, weight in AMOUNTS])[0]
