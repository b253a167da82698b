"""`python -m tests.bench.chatting`: how soon the page answers while 20 people chat at once.

A real `qianxian serve` on the shipped samples in a temporary folder, people over HTTP as a browser without
JavaScript: look at the page, write a need, follow the redirect. Twice: all at the same moment (a burst), and
each with pauses between messages as people make them.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import httpx
import numpy as np

from tests.bench.reporting import machine, table
from tests.bench.serving import hidden_fields, serving

NEEDS = (
    "压铸件里面有气孔，打压就漏，想找人解决",
    "染的布洗几次就掉色，客户投诉染手",
    "豆腐放到下午就发酸，想多放两天",
    "焊缝老是开裂，返工率百分之八",
    "注塑件脱模后翘曲，平面度要到0.2毫米以内",
    "holes inside the casting show up after machining",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print both tables; 1 when an answer was no page with results or a sentence about them."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.chatting", description=__doc__)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--messages", type=int, default=6, help="of each person")
    args = parser.parse_args(arguments)
    print(machine())
    with tempfile.TemporaryDirectory(prefix="qianxian-bench-") as folder, serving(Path(folder)) as address:
        burst = asyncio.run(_all(address, args.people, 1, 0.0))
        talk = asyncio.run(_all(address, args.people, args.messages, 10.0))
    print(f"{args.people} people, seconds from sending a need to the whole page with its matches:")
    print(table(("", "answers", "median", "p99", "slowest"), [_row("burst", burst), _row("talk", talk)]))
    return 0


async def _all(address: str, people: int, messages: int, pause: float) -> list[float]:
    times = await asyncio.gather(*(_person(address, number, messages, pause) for number in range(people)))
    return [seconds for some in times for seconds in some]


async def _person(address: str, number: int, messages: int, pause: float) -> list[float]:
    """One person: his waits. A pause is between half and one and a half of `pause` seconds."""
    chance = random.Random(number)
    times = []
    async with httpx.AsyncClient(base_url=address, follow_redirects=True, timeout=60) as client:
        page = (await client.get("/")).text
        for turn in range(messages):
            await asyncio.sleep(pause * (0.5 + chance.random()))
            need = NEEDS[(number + turn) % len(NEEDS)]
            began = time.perf_counter()
            response = await client.post("/chat", data={**hidden_fields(page), "text": need})
            times.append(time.perf_counter() - began)
            page = response.raise_for_status().text
            if need not in page:
                raise RuntimeError("an answer was lost")
    return times


def _row(name: str, times: list[float]) -> list[str]:
    middle, late = np.percentile(times, [50, 99])
    return [name, str(len(times)), f"{middle:.2f}", f"{late:.2f}", f"{max(times):.2f}"]


if __name__ == "__main__":
    sys.exit(main())
