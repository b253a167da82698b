"""The chat page's three requests: look, write, tap. A post always ends in a redirect back to the page."""

from dataclasses import dataclass, field

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException

from bot.i18n.texts import Catalogues, mark
from bot.web.guard import BodyTooLargeError
from bot.web.rendering import build_environment
from bot.web.visitors import COOKIE, COOKIE_SECONDS, Visitors
from bot.web.visits import View, Visits

TOO_LONG = mark("这段话太长了，请缩短到两万字以内再发。")
NOTHING_CAME = mark("没有收到内容，请再发一次。")
TOO_OLD = mark("页面放太久了，请再点一次发送。如果还不行，请允许本站使用 Cookie。")


@dataclass(frozen=True, slots=True)
class ChatPage:
    """Everything that the page needs."""

    visits: Visits
    visitors: Visitors
    catalogues: Catalogues
    https: bool
    environment: Environment = field(default_factory=build_environment)

    def visitor_of(self, request: Request) -> str | None:
        return self.visitors.read(request.cookies.get(COOKIE))

    def render(
        self, view: View, visitor: str, *, status: int = 200, draft: str = "", problem: str = ""
    ) -> HTMLResponse:
        """The page with a fresh cookie; `draft` stays in the box, `problem` is a sentence above it."""
        texts = self.catalogues.texts(view.session.language)
        html = self.environment.get_template("chat.html").render(
            thread=view.thread,
            session=view.session,
            say=texts.say,
            language=texts.language,
            token=self.visitors.token(visitor),
            draft=draft,
            problem=problem,
        )
        response = HTMLResponse(html, status_code=status, headers={"cache-control": "no-store"})
        response.set_cookie(
            COOKIE,
            self.visitors.sign(visitor),
            max_age=COOKIE_SECONDS,
            httponly=True,
            samesite="lax",
            secure=self.https,
        )
        return response


def chat_routes(page: ChatPage) -> APIRouter:
    """GET / and POST /chat."""
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    async def look(request: Request) -> Response:
        visitor = page.visitor_of(request)
        view = await to_thread.run_sync(page.visits.look, visitor, _language(request))
        return page.render(view, visitor or page.visitors.new())

    @router.post("/chat")
    async def speak(request: Request) -> Response:
        language = _language(request)
        try:
            form = await request.form(max_files=0, max_fields=10)
            text, action, token = (str(form.get(name) or "") for name in ("text", "action", "token"))
        except BodyTooLargeError:
            return await _refuse(page, request, 413, "", TOO_LONG)
        except (HTTPException, MultiPartException, UnicodeDecodeError):
            return await _refuse(page, request, 400, "", NOTHING_CAME)
        visitor = page.visitor_of(request)
        if visitor is None or not page.visitors.holds(visitor, token):
            return await _refuse(page, request, 403, text, TOO_OLD)
        if action:
            await to_thread.run_sync(page.visits.tap, visitor, action, language)
        else:
            # Forms send line ends as CRLF; what was typed had none.
            await to_thread.run_sync(page.visits.write, visitor, text.replace("\r\n", "\n"), language)
        return RedirectResponse("/#latest", status_code=303)

    return router


async def _refuse(page: ChatPage, request: Request, status: int, draft: str, sentence: str) -> Response:
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
