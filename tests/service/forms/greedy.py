"""A reader that takes memory without end, under the limits of the real one."""

from matcher.service.forms import worker

if __name__ == "__main__":
    worker._limit()
    taken = []
    while True:
        taken.append(bytes(10_000_000))
