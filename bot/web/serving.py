"""Listening and serving until told to stop; signals are the caller's business."""

import asyncio
import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from matcher.errors import SettingError

GRACE = 5  # seconds for requests under way when stopping


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; SettingError when the port is taken or the address is not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        raise SettingError(_sentence(error, host, port)) from error


def _sentence(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"端口 {port} 已被占用，请关掉占用它的程序，或者把 QIANXIAN_PORT 改成别的数字，例如 {port + 1}。"
        )
    if error.errno == errno.EACCES:
        return f"没有权限使用端口 {port}，请把 QIANXIAN_PORT 改成 1024 以上的数字，例如 8080。"
    return f"不能在 {host} 上监听，请把 QIANXIAN_HOST 改成本机的地址，例如 127.0.0.1 或 0.0.0.0。"


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Whoever runs the whole handles signals once for all of it."""
        yield


async def serve_web(app: FastAPI, listening: socket.socket, stop: asyncio.Event) -> None:
    """Serve until `stop` is set; requests under way are finished."""
    config = uvicorn.Config(
        app,
        access_log=False,  # ours leaves out what visitors write
        log_config=None,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE,
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve([listening]))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait((serving, stopping), return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    stopping.cancel()
    await serving
