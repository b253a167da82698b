"""Updates that a messenger posts to us instead of being asked for them."""

import hmac
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

HEADER = "x-telegram-bot-api-secret-token"


@dataclass(frozen=True, slots=True)
class Webhook:
    """`path` is hard to guess, `secret` comes in a header, `feed` takes the update."""

    path: str
    secret: str
    feed: Callable[[dict[str, object]], Awaitable[None]]


def webhook_routes(webhook: Webhook) -> APIRouter:
    """One route; without the right header it is as if it were not there."""
    router = APIRouter()

    @router.post(webhook.path, include_in_schema=False)
    async def take_update(request: Request) -> Response:
        given = request.headers.get(HEADER, "")
        if not hmac.compare_digest(given.encode(), webhook.secret.encode()):
            return Response(status_code=404)
        try:
            update = json.loads(await request.body())
        except ValueError:
            return Response(status_code=400)
        if not isinstance(update, dict):
            return Response(status_code=400)
        await webhook.feed(update)
        return Response(status_code=200)

    return router
