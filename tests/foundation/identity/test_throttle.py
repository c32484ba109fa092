"""Rate limits: a sliding window shared by all processes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connection

from tinhso.foundation.identity.api import throttle
from tinhso.foundation.identity.models import ThrottleWindow
from tinhso.foundation.worktime.api import ZONE, at
from tinhso.lib.errors import Busy

START = datetime.fromtimestamp(1_795_000_020 // 60 * 60, ZONE)


@pytest.mark.django_db
def test_the_limit_holds_and_slides() -> None:
    with at(START):
        for _ in range(3):
            throttle("a", 3, 60)
        with pytest.raises(Busy) as refused:
            throttle("a", 3, 60)
        assert refused.value.way_out
        throttle("b", 3, 60)
    with at(START + timedelta(seconds=61)), pytest.raises(Busy):
        throttle("a", 3, 60)
    with at(START + timedelta(seconds=179)):
        throttle("a", 3, 60)


@pytest.mark.django_db
def test_keys_are_not_kept_in_the_open() -> None:
    throttle("login-ip:10.1.2.3", 5, 60)
    assert "10.1.2.3" not in ThrottleWindow.objects.get().key


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_no_more_than_the_limit() -> None:
    def one(_n: int) -> bool:
        try:
            with at(START):
                throttle("crowd", 10, 600)
        except Busy:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(6) as pool:
        passed = list(pool.map(one, range(40)))
    assert passed.count(True) == 10
