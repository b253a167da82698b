"""`python -m tests.bench.killing`: the server is killed while people write; is anything lost or doubled?

Each round sends a message and kills the process (SIGKILL) a random moment later. Then the server starts again
on the same database and the same form is sent once more, as a browser does on reload. The message must stand
in the thread exactly once.
"""

import argparse
import random
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import httpx

from tests.bench.reporting import machine
from tests.bench.serving import free_port, hidden_fields, start_server

_LATEST = 0.12  # seconds after sending; an answer takes about half of it


def main(arguments: Sequence[str] | None = None) -> int:
    """Print how many rounds, lost and doubled messages; 1 when there is one of either."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.killing", description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    args = parser.parse_args(arguments)
    print(machine())
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="qianxian-bench-") as folder:
        port, chance = free_port(), random.Random(7)
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", follow_redirects=True, timeout=30) as client:
            for number in range(args.rounds):
                counts.update(_round(client, Path(folder), port, number, chance.uniform(0, _LATEST)))
    print(
        f"{args.rounds} kills: {counts['cut']} requests cut off, {counts['lost']} messages lost, "
        f"{counts['doubled']} doubled"
    )
    return 1 if counts["lost"] or counts["doubled"] else 0


def _round(client: httpx.Client, home: Path, port: int, number: int, delay: float) -> Counter[str]:
    said = f"第{number}号压铸件里面有气孔，打压就漏"
    counts: Counter[str] = Counter()
    server = start_server(home, port)
    form = {**hidden_fields(client.get("/").text), "text": said}
    killer = threading.Timer(delay, server.kill)
    killer.start()
    try:
        client.post("/chat", data=form)
    except httpx.TransportError:
        counts["cut"] += 1
    killer.join()
    server.wait()
    server = start_server(home, port)
    page = client.post("/chat", data=form).text
    server.kill()
    server.wait()
    times = page.count(f"</span>{said}</p>")
    counts["lost"] += times == 0
    counts["doubled"] += times > 1
    return counts


if __name__ == "__main__":
    sys.exit(main())
