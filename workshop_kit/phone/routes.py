"""The addresses of the phone: join, answer, wait, see the reveal, my page."""

import contextlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from workshop_kit.conduct import Conduct, View
from workshop_kit.language import words
from workshop_kit.phone import assets, language, page
from workshop_kit.phone.alike import Filled
from workshop_kit.phone.exchange import (
    KEPT_BY_BROWSER,
    NO_STORE,
    SPOKEN,
    carried,
    chosen_language,
    done,
    form_of,
    html,
    is_secret,
    one,
    refusal,
    remember,
    secret_of,
)
from workshop_kit.phone.other_phone import OtherPhone
from workshop_kit.phone.own import Own
from workshop_kit.phone.page import Entering, Problem
from workshop_kit.phone.rings import Rings
from workshop_kit.question import Fields, Invalid
from workshop_kit.sentence import sentence
from workshop_kit.workshop import NotNow, Taken, Unknown, Workshop
from workshop_kit.workshop.making import plain

NO_SUCH_CODE = sentence(
    "There is no workshop with this code. Please look at the screen and type it again."
)
NOT_SAVED = sentence(
    "This could not be saved just now. What you typed is kept: please send it again."
)
NO_SUCH_LINK = sentence("This personal link is not in use any more. Please type your name.")
GUEST = sentence("Guest")
ONCE_MORE = sentence("Please try once more.")


class Phone:
    """The routes, over one conduct."""

    def __init__(self, conduct: Conduct) -> None:
        self._conduct = conduct

    def routes(self) -> list[BaseRoute]:
        """All addresses that a phone may ask for."""
        return [
            Route("/j", self.code),
            Route("/j/{code}", self.room),
            Route("/j/{code}/join", self.join, methods=["POST"]),
            Route("/j/{code}/correct", self.correct, methods=["POST"]),
            Route("/j/{code}/answer", self.answer, methods=["POST"]),
            Route("/j/{code}/pen", self.pen, methods=["POST"]),
            Route("/j/{code}/now", self.now),
            Route("/j/{code}/bell", self.bell),
            Route("/j/{code}/revision", self.revision),
            *OtherPhone(self._conduct).routes(),
            *Own(self._conduct).routes(),
            Route("/j/{code}/{elsewhere:path}", self.elsewhere),
            Route("/phone/{name}", assets.serve),
        ]

    async def code(self, request: Request) -> Response:
        """Type a code by hand."""
        if (chosen := chosen_language(request)) is not None:
            return chosen
        spoken = language.of(request)
        typed = request.query_params.get("code", "")
        if not typed:
            return html(request, page.code_page(spoken))
        code = await done(self._conduct.meant(read_code(typed)))
        if code is None:
            return html(request, page.code_page(spoken, NO_SUCH_CODE, typed), 404)
        return RedirectResponse(f"/j/{code}", 303)

    async def room(self, request: Request) -> Response:
        """Join, or be where the workshop is."""
        code = request.path_params["code"]
        spoken = language.of(request)
        if (chosen := chosen_language(request)) is not None:
            return chosen
        query, secret = request.query_params, secret_of(request)
        try:
            workshop, view = await done(self._conduct.arriving(code, secret))
        except Unknown:
            meant = await done(self._conduct.meant(read_code(code)))
            if meant is None:
                return html(request, page.code_page(spoken, NO_SUCH_CODE, code), 404)
            return RedirectResponse(f"/j/{meant}{carried(request)}", 303)
        if view is None:
            team, me = query.get("team", ""), query.get("me", "")
            entering = Entering(team=team, me=me, lost=bool(secret), preset=bool(team))
            return await self._way_in(request, workshop, entering)
        self._conduct.heard(code, secret)
        if carried(request):
            return RedirectResponse(f"/j/{code}", 303)
        return html(request, page.step_page(spoken, view), headers=KEPT_BY_BROWSER)

    async def _way_in(self, request: Request, workshop: Workshop, entering: Entering) -> Response:
        """To the room, or, when that is over, to what is asked later."""
        if workshop.ended and workshop.pulses and not entering.me:
            return RedirectResponse(f"/j/{workshop.code}/pulse", 303)
        return html(request, await self._door(language.of(request), workshop, entering))

    async def _door(self, spoken: str, workshop: Workshop, entering: Entering) -> str | Filled:
        """The page on which one comes in: by name and team, or by a personal link."""
        if entering.me:
            found = await done(self._conduct.invited(workshop.code, entering.me))
            if found:
                return page.welcome_page(spoken, workshop, found[0], found[1], entering.problem)
            told = entering.problem or NO_SUCH_LINK
            entering = replace(entering, me="", problem=told, lost=False)
        return page.join_page(spoken, workshop, entering)

    async def join(self, request: Request) -> Response:
        """Come in with a name and a team, or by a personal link."""
        code = request.path_params["code"]
        form = await form_of(request)
        name, team, me = (one(form, field) for field in ("name", "team", "me"))
        entering = Entering(name, team, me, preset=bool(one(form, "preset")))
        # A phone that was here keeps its secret: what it answered stays its own, and counts once.
        secret = secret_of(request) if is_secret(secret_of(request)) else one(form, "secret")
        spoken = language.of(request)

        async def again(problem: str, status: int, offered: str = "") -> Response:
            told = replace(entering, problem=problem, offered=offered)
            workshop = await self._find(code)
            if workshop is None:
                return html(request, page.code_page(spoken, NO_SUCH_CODE, code), 404)
            return html(request, await self._door(spoken, workshop, told), status)

        if not is_secret(secret):
            return await again(ONCE_MORE, 422)
        try:
            if entering.me:
                instead = bool(one(form, "instead"))
                await done(self._conduct.join_by_link(code, secret, entering.me, instead))
            else:
                another = bool(one(form, "another"))
                guest = words(spoken).say(GUEST)
                await done(self._conduct.join(code, secret, name, team, another, guest))
        except Unknown:
            return html(request, page.code_page(spoken, NO_SUCH_CODE, code), 404)
        except Taken as error:
            return await again(refusal(error), 422, error.offered)
        except (Invalid, NotNow) as error:
            return await again(refusal(error), 422)
        except Exception:
            return await again(NOT_SAVED, 503)
        response = RedirectResponse(f"/j/{code}", 303)
        remember(response, request, code, secret)
        return response

    async def correct(self, request: Request) -> Response:
        """Put one's own name or team right, before the workshop begins."""
        code, form = request.path_params["code"], await form_of(request)
        name, team = one(form, "name"), one(form, "team")
        try:
            await done(self._conduct.correct_own(code, secret_of(request), name, team))
        except (Invalid, NotNow) as error:
            return await self._again(request, Problem(refusal(error), "", {}), 422, bare=False)
        except Unknown:
            pass
        return RedirectResponse(f"/j/{read_code(code)}", 303)

    async def answer(self, request: Request) -> Response:
        """Take an answer; acknowledged only after it is committed."""
        code = request.path_params["code"]
        form = await form_of(request)
        key, typed = one(form, "step"), by_target(form)
        bare = request.headers.get("x-part") == "now"
        try:
            await done(
                self._conduct.respond(code, secret_of(request), key, typed, one(form, "sending"))
            )
        except Unknown:
            return RedirectResponse(f"/j/{code}", 303)
        except (Invalid, NotNow) as error:
            return await self._again(request, Problem(refusal(error), key, typed), 422, bare)
        except Exception:
            return await self._again(request, Problem(NOT_SAVED, key, typed), 503, bare)
        if not bare:
            return RedirectResponse(f"/j/{code}", 303)
        view = await self._view(request)
        if view is None:
            return RedirectResponse(f"/j/{code}", 303)
        return _part(request, view)

    async def pen(self, request: Request) -> Response:
        """Write for one's team; where that is not possible now, the page shows why."""
        code, form = request.path_params["code"], await form_of(request)
        step, seen = one(form, "step"), one(form, "seen")
        with contextlib.suppress(Unknown, Invalid, NotNow):
            await done(self._conduct.take_pen(code, secret_of(request), step, seen))
        return RedirectResponse(f"/j/{read_code(code)}", 303)

    async def _again(self, request: Request, problem: Problem, status: int, bare: bool) -> Response:
        spoken = language.of(request)
        try:
            view = await self._view(request)
        except Exception:  # nothing can be read either: what she typed is on the page before
            view = None
        if view is None:
            return html(request, page.problem_page(spoken, problem.sentence), status)
        if bare:
            return _part(request, view, problem, status)
        return html(request, page.step_page(spoken, view, problem), status)

    async def now(self, request: Request) -> Response:
        """The part of the page that follows the workshop."""
        view = await self._view(request)
        return Response(status_code=410) if view is None else _part(request, view)

    async def revision(self, request: Request) -> Response:
        """The revision as a number, for phones that cannot keep a stream open."""
        code = request.path_params["code"]
        workshop = await self._find(code)
        if workshop is None:
            return Response(status_code=410)
        secret = secret_of(request)
        self._conduct.heard(code, secret)
        headers = {**NO_STORE, "x-own": str(self._conduct.sent(code, secret))}
        return Response(str(workshop.revision), media_type="text/plain", headers=headers)

    async def bell(self, request: Request) -> Response:
        """The bell as server-sent events: the present revision first, then each newer one."""
        workshop = await self._find(request.path_params["code"])
        if workshop is None:
            return Response(status_code=410)
        return Rings(self._conduct, workshop, request)

    async def elsewhere(self, request: Request) -> Response:
        """Any other address below a workshop, such as that of a form in a tab that was restored."""
        return RedirectResponse(f"/j/{read_code(request.path_params['code'])}", 303)

    async def _view(self, request: Request) -> View | None:
        code, secret = request.path_params["code"], secret_of(request)
        try:
            view = await done(self._conduct.view(code, secret))
        except Unknown:
            return None
        self._conduct.heard(code, secret)
        return view

    async def _find(self, code: str) -> Workshop | None:
        try:
            return await done(self._conduct.workshop(code))
        except Unknown:
            return None


def read_code(typed: str) -> str:
    """A code as it was typed: in capitals and plain digits, without spaces and signs."""
    return plain(typed)[:12]


def by_target(form: Fields) -> dict[str, Fields]:
    """The fields of an answer by target: `t2:0=4` is field 0 about t2."""
    found: defaultdict[str, dict[str, Sequence[str]]] = defaultdict(dict)
    for name, values in form.items():
        target, colon, inner = name.partition(":")
        if colon:
            found[target][inner] = values
    return dict(found)


def _part(
    request: Request, view: View, problem: Problem | None = None, status: int = 200
) -> Response:
    headers = {**SPOKEN, "x-revision": str(view.workshop.revision)}
    return html(request, page.now(language.of(request), view, problem), status, headers)
