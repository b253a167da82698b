"""The daily tidying."""

import asyncio

import pytest

from bot.bootstrap.tidying import DAY, tidy_daily
from matcher.errors import StoreError


async def run_days(days: int, *faults: int) -> tuple[list[int], list[float]]:
    """Tidy for some days, on some of which it fails: the days on which it was tried, and the pauses."""
    stop, tried, pauses = asyncio.Event(), list[int](), list[float]()

    def tidy() -> int:
        tried.append(len(tried))
        if tried[-1] in faults:
            raise StoreError("数据库忙。")
        return 0

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == days:
            stop.set()

    await tidy_daily(tidy, stop, sleep)
    return tried, pauses


@pytest.mark.asyncio
async def test_tidies_at_once_and_then_every_day() -> None:
    assert await run_days(3) == ([0, 1, 2], [DAY] * 3)


@pytest.mark.asyncio
async def test_a_busy_database_is_tried_again_the_next_day() -> None:
    assert await run_days(3, 0) == ([0, 1, 2], [DAY] * 3)


@pytest.mark.asyncio
async def test_stopping_does_not_wait_for_the_next_day() -> None:
    stop = asyncio.Event()
    task = asyncio.create_task(tidy_daily(lambda: 0, stop))
    await asyncio.sleep(0)
    stop.set()
    await asyncio.wait_for(task, 5)
