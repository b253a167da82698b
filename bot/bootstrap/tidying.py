"""What nobody needs any more goes, once a day."""

import asyncio
import logging
from collections.abc import Callable, Coroutine

from matcher.errors import StoreError

log = logging.getLogger(__name__)

DAY = 24 * 60 * 60.0  # seconds
Tidy = Callable[[], int]
"""Drops what nobody needs any more and gives the number of rows."""


async def tidy_daily(
    tidy: Tidy, stop: asyncio.Event, sleep: Callable[[float], Coroutine[None, None, None]] = asyncio.sleep
) -> None:
    """Tidy at once and then every day until `stop`; a busy database is tried again the next day."""
    stopped = asyncio.create_task(stop.wait())
    while not stop.is_set():
        try:
            log.info("tidied %d rows", await asyncio.to_thread(tidy))
        except StoreError:
            log.warning("tidying failed, next try in a day")
        pause = asyncio.create_task(sleep(DAY))
        await asyncio.wait({stopped, pause}, return_when=asyncio.FIRST_COMPLETED)
        pause.cancel()
