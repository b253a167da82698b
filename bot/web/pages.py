"""The chat page's requests: look, write, tap, send a file. A post ends in a redirect back to the page."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import quote

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment

from bot.conversation.replies import Download
from bot.i18n.texts import Catalogues, mark
from bot.web.allowance import FileAllowance
from bot.web.guard import BodyTooLargeError
from bot.web.posts import Post, UnreadablePostError, read_post
from bot.web.rendering import build_environment
from bot.web.visitors import COOKIE, COOKIE_SECONDS, Visitors
from bot.web.visits import Caller, View, Visits

FILES_AT_ONCE = 2  # over all visitors
LONGEST_NEED_ID = 9  # digits

TOO_LONG = mark("这段话太长了，请缩短到两万字以内再发。")
FILE_TOO_LARGE = mark("文件超过 5 MB，太大了。请只发需求表那几页，或者直接写一两句话。")
TOO_MANY_FILES = mark("一小时最多读 10 个文件。请过一会儿再发，或者直接写一两句话。")
NOTHING_CAME = mark("没有收到内容，请再发一次。")
TOO_OLD = mark("页面放太久了，请再点一次发送。如果还不行，请允许本站使用 Cookie。")


@dataclass(frozen=True, slots=True)
class ChatPage:
    """Everything that the page needs."""

    visits: Visits
    visitors: Visitors
    catalogues: Catalogues
    https: bool
    allowance: FileAllowance
    environment: Environment = field(default_factory=build_environment)
    reading: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(FILES_AT_ONCE))

    def visitor_of(self, request: Request) -> str | None:
        return self.visitors.read(request.cookies.get(COOKIE))

    def caller(self, visitor: str, request: Request, nonce: str) -> Caller:
        return Caller(visitor, _language(request), nonce, self.visitors.new())

    def render(
        self, view: View, visitor: str, *, status: int = 200, draft: str = "", problem: str = ""
    ) -> HTMLResponse:
        """The page with a fresh cookie; `draft` stays in the box, `problem` is a sentence above it."""
        texts = self.catalogues.texts(view.session.language)
        html = self.environment.get_template("chat.html").render(
            thread=view.thread,
            place=view.session.place,
            question=view.thread.exchanges[-1].question,
            say=texts.say,
            language=texts.language,
            token=self.visitors.token(visitor),
            draft=draft,
            problem=problem,
        )
        response = HTMLResponse(html, status_code=status, headers={"cache-control": "no-store"})
        self.remember(response, visitor)
        return response

    def back(self, visitor: str) -> Response:
        """To the page, as this visitor."""
        response = RedirectResponse("/#latest", status_code=303)
        self.remember(response, visitor)
        return response

    def remember(self, response: Response, visitor: str) -> None:
        response.set_cookie(
            COOKIE,
            self.visitors.sign(visitor),
            max_age=COOKIE_SECONDS,
            httponly=True,
            samesite="lax",
            secure=self.https,
        )


def chat_routes(page: ChatPage) -> APIRouter:
    """GET / and POST /chat."""
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    async def look(request: Request, need: str = "") -> Response:
        visitor = page.visitor_of(request)
        if visitor is not None and need.isascii() and need.isdecimal() and len(need) <= LONGEST_NEED_ID:
            caller = page.caller(visitor, request, page.visitors.new())
            return page.back(await to_thread.run_sync(page.visits.follow, caller, int(need)))
        view = await to_thread.run_sync(page.visits.look, visitor, _language(request))
        return page.render(view, visitor or page.visitors.new())

    @router.post("/chat")
    async def speak(request: Request) -> Response:
        try:
            post = await read_post(request)
        except BodyTooLargeError:
            is_form = request.headers.get("content-type", "").startswith("multipart/")
            return await _refuse(page, request, 413, FILE_TOO_LARGE if is_form else TOO_LONG)
        except UnreadablePostError:
            return await _refuse(page, request, 400, NOTHING_CAME)
        visitor = page.visitor_of(request)
        nonce = page.visitors.nonce(visitor, post.token) if visitor is not None else None
        if visitor is None or nonce is None:
            return await _refuse(page, request, 403, TOO_OLD, post.text)
        return await _answer(page, request, page.caller(visitor, request, nonce), post)

    return router


async def _answer(page: ChatPage, request: Request, caller: Caller, post: Post) -> Response:
    visits = page.visits
    if post.name:
        return await _read_file(page, request, caller, post)
    if post.download:
        file = await to_thread.run_sync(visits.download, caller, post.download)
        return page.back(caller.visitor) if file is None else _attachment(file)
    step: Callable[[], str] = partial(visits.write, caller, post.text)
    if post.action:
        step = partial(visits.tap, caller, post.action)
    return page.back(await to_thread.run_sync(step))


async def _read_file(page: ChatPage, request: Request, caller: Caller, post: Post) -> Response:
    if post.is_too_large:
        return await _refuse(page, request, 413, FILE_TOO_LARGE)
    if not page.allowance.take(caller.visitor):
        return await _refuse(page, request, 429, TOO_MANY_FILES)
    step = partial(page.visits.send_file, caller, post.name, post.data)
    return page.back(await to_thread.run_sync(step, limiter=page.reading))


def _attachment(file: Download) -> Response:
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(file.name)}",
        "cache-control": "no-store",
    }
    return Response(file.content.encode(), media_type="application/octet-stream", headers=headers)


async def _refuse(page: ChatPage, request: Request, status: int, sentence: str, draft: str = "") -> Response:
    """The page again, with what was written still in the box and a sentence about what to do."""
    visitor = page.visitor_of(request)
    view = await to_thread.run_sync(page.visits.look, visitor, _language(request))
    problem = page.catalogues.texts(view.session.language).say(sentence)
    return page.render(view, visitor or page.visitors.new(), status=status, draft=draft, problem=problem)


def _language(request: Request) -> str:
    """zh or en, whichever the browser names first; "" when it names neither."""
    for item in request.headers.get("accept-language", "").lower().split(","):
        tag = item.split(";")[0].strip()[:2]
        if tag in ("zh", "en"):
            return tag
    return ""
