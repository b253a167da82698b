"""The web application: the chat page, health, metrics and, when set, a messenger's webhook."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anyio import to_thread
from fastapi import FastAPI, Response
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.middleware.gzip import GZipMiddleware

from bot.conversation.ports import Health
from bot.i18n.texts import Catalogues
from bot.web.allowance import FileAllowance
from bot.web.guard import Guard
from bot.web.metrics import Metrics
from bot.web.pages import ChatPage, chat_routes
from bot.web.visitors import Visitors
from bot.web.visits import Visits
from bot.web.webhook import Webhook, webhook_routes

STATIC = Path(__file__).parent / "static"
ASSET_SECONDS = 7 * 24 * 3600
PATHS = ("/", "/chat", "/healthz", "/metrics")


class _Assets(StaticFiles):
    """Kept by browsers: the address of style and script changes when they do."""

    def file_response(self, *arguments: Any, **options: Any) -> Response:
        response = super().file_response(*arguments, **options)
        response.headers["cache-control"] = f"public, max-age={ASSET_SECONDS}"
        return response


@dataclass(frozen=True, slots=True)
class WebParts:
    """What the web application is made of; `https` marks the cookie as for encrypted links only."""

    visits: Visits
    visitors: Visitors
    catalogues: Catalogues
    health: Health
    https: bool = False
    webhook: Webhook | None = None


def create_app(parts: WebParts) -> FastAPI:
    """Put the application together."""
    app = FastAPI(title="Qianxian", docs_url=None, redoc_url=None, openapi_url=None)
    metrics = Metrics()
    allowance = FileAllowance(parts.visits.conversation.clock)
    page = ChatPage(parts.visits, parts.visitors, parts.catalogues, parts.https, allowance)
    app.include_router(chat_routes(page))
    if parts.webhook is not None:
        app.include_router(webhook_routes(parts.webhook))
    app.mount("/static", _Assets(directory=STATIC), name="static")

    @app.get("/healthz", include_in_schema=False)
    async def healthz() -> JSONResponse:
        checks = await to_thread.run_sync(parts.health.check)
        well = all(checks.values())
        return JSONResponse({"ok": well, **checks}, status_code=200 if well else 503)

    @app.get("/metrics", include_in_schema=False)
    async def read_metrics() -> Response:
        return Response(metrics.text(), media_type="text/plain; version=0.0.4")

    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.add_middleware(Guard, metrics=metrics, paths=PATHS)
    return app
