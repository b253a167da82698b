"""Counters in Prometheus' text form."""

import threading
from collections import Counter

BUCKETS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)  # seconds


class Metrics:
    """Requests by path and status, and how long they took; safe over threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, int]] = Counter()
        self._buckets: Counter[float] = Counter()
        self._seconds = 0.0

    def record(self, path: str, status: int, seconds: float) -> None:
        """Count one request; `path` is a route, not what a visitor typed."""
        with self._lock:
            self._requests[path, status] += 1
            self._seconds += seconds
            self._buckets.update(edge for edge in BUCKETS if seconds <= edge)

    def text(self) -> str:
        """Everything counted so far."""
        with self._lock:
            total = sum(self._requests.values())
            lines = ["# TYPE qianxian_http_requests_total counter"]
            lines += [
                f'qianxian_http_requests_total{{path="{path}",status="{status}"}} {count}'
                for (path, status), count in sorted(self._requests.items())
            ]
            lines.append("# TYPE qianxian_http_request_seconds histogram")
            lines += [
                f'qianxian_http_request_seconds_bucket{{le="{edge}"}} {self._buckets[edge]}'
                for edge in BUCKETS
            ]
            lines.append(f'qianxian_http_request_seconds_bucket{{le="+Inf"}} {total}')
            lines.append(f"qianxian_http_request_seconds_sum {self._seconds:.6f}")
            lines.append(f"qianxian_http_request_seconds_count {total}")
        return "\n".join(lines) + "\n"
