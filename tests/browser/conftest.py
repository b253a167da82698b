"""Headless Chromium on a phone's screen, with and without JavaScript."""

import asyncio
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.web.app import create_app
from bot.web.serving import listen, serve_web
from tests.web.parts import build_parts

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")

CHROMIUM, DRIVER = Path("/usr/bin/chromium"), Path("/usr/bin/chromedriver")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--lang=zh-CN",
)
Browser = Any  # selenium comes and goes with the machine
Open = Callable[[tuple[int, int], bool], Browser]


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The chat page over fakes, served for real."""
    listening = listen("127.0.0.1", 0)
    stop, running = asyncio.Event(), threading.Event()
    loop = asyncio.new_event_loop()

    def run() -> None:
        loop.call_soon(running.set)
        loop.run_until_complete(serve_web(create_app(build_parts()), listening, stop))

    thread = threading.Thread(target=run)
    thread.start()
    running.wait()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
    loop.call_soon_threadsafe(stop.set)
    thread.join()
    loop.close()


@pytest.fixture
def open_browser(tmp_path: Path) -> Iterator[Open]:
    """Open a fresh browser of a size, with or without JavaScript."""
    if not (CHROMIUM.exists() and DRIVER.exists()):
        pytest.skip("chromium and chromedriver are not installed in /usr/bin")
    drivers: list[Browser] = []

    def open_one(size: tuple[int, int], javascript: bool) -> Browser:
        options = webdriver.ChromeOptions()
        options.binary_location = str(CHROMIUM)
        for flag in (*FLAGS, f"--user-data-dir={tmp_path / f'profile-{len(drivers)}'}"):
            options.add_argument(flag)
        if not javascript:
            # The page's own scripts are blocked; the driver's still run.
            options.add_experimental_option(
                "prefs", {"profile.managed_default_content_settings.javascript": 2}
            )
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(str(DRIVER)))
        drivers.append(driver)
        driver.command_executor.client_config.timeout = 30  # a stuck browser fails the test, not the run
        driver.set_page_load_timeout(20)
        driver.set_script_timeout(20)
        # The driver's own phone emulation cannot click where scripts are blocked.
        width, height = size
        metrics = {"width": width, "height": height, "deviceScaleFactor": 2, "mobile": True}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        languages = {"userAgent": "Qianxian-Test", "acceptLanguage": "zh-CN"}
        driver.execute_cdp_cmd("Emulation.setUserAgentOverride", languages)
        return driver

    yield open_one
    for driver in drivers:
        driver.quit()


@pytest.fixture
def keep_picture() -> Callable[[Browser, str], None]:
    """Save screenshots where QIANXIAN_SCREENSHOTS says, for people to look at."""

    def keep(driver: Browser, name: str) -> None:
        folder = os.environ.get("QIANXIAN_SCREENSHOTS")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            driver.save_screenshot(f"{folder}/{name}.png")

    return keep
