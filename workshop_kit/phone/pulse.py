"""The addresses of a pulse: each phone goes through it by itself, a page for each question.

They lie below the workshop's own address, so the phone that was in the room is known here.
"""

import secrets

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from workshop_kit.conduct import Conduct, PulseView, View
from workshop_kit.phone import language, pulse_page
from workshop_kit.phone.exchange import (
    SPOKEN,
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
from workshop_kit.phone.other_phone import WRONG_WORD
from workshop_kit.phone.page import Problem
from workshop_kit.phone.routes import NOT_SAVED, Phone, by_target, read_code
from workshop_kit.promise import STATUSES
from workshop_kit.question import Invalid
from workshop_kit.workshop import NotNow, Unknown


class Pulses:
    """The routes, over one conduct."""

    def __init__(self, conduct: Conduct) -> None:
        self._conduct = conduct

    def routes(self) -> list[BaseRoute]:
        """Its addresses, before those of the workshop."""
        here, room = "/j/{code}/pulse", Phone(self._conduct)
        return [
            Route(here, self.door),
            Route(f"{here}/join", self.join, methods=["POST"]),
            Route(f"{here}/promises", self.promises, methods=["GET", "POST"]),
            Route(f"{here}/done", self.done),
            Route(f"{here}/{{number:int}}", self.step),
            Route(f"{here}/{{number:int}}/now", self.now),
            Route(f"{here}/{{number:int}}/answer", self.answer, methods=["POST"]),
            Route(f"{here}/{{number:int}}/bell", room.bell),
            Route(f"{here}/{{number:int}}/revision", room.revision),
            Route("/j/{code}/word", self.word, methods=["GET", "POST"]),
        ]

    async def door(self, request: Request) -> Response:
        """Where the link leads: to what is next for this phone, or to the way in."""
        code = request.path_params["code"]
        if code != read_code(code):
            return RedirectResponse(f"/j/{read_code(code)}/pulse", 303)
        if (chosen := chosen_language(request)) is not None:
            return chosen
        view = await self._view(request)
        if view is None:
            return RedirectResponse(f"/j/{code}", 303)
        if view.standing == "open" and view.me is not None:
            return RedirectResponse(_next(view, -1), 303)
        return html(request, pulse_page.door(language.of(request), view))

    async def join(self, request: Request) -> Response:
        """Come in: with a code word as who one was, or new, with a team and without a name."""
        code, form = request.path_params["code"], await form_of(request)
        view = await self._view(request)
        if view is None or view.standing != "open":
            return RedirectResponse(f"/j/{code}/pulse", 303)
        typed, secret = one(form, "word").strip(), one(form, "secret")
        try:
            if typed:
                secret = await done(self._conduct.by_code_word(code, typed))
            elif is_secret(secret):
                await done(self._conduct.join_pulse(code, secret, one(form, "team")))
        except Unknown:
            return await self._door_again(request, view, WRONG_WORD, typed)
        except (Invalid, NotNow) as error:
            return await self._door_again(request, view, refusal(error), typed)
        response = RedirectResponse(f"/j/{code}/pulse", 303)
        if typed or is_secret(secret):
            remember(response, request, code, secret)
        return response

    async def _door_again(
        self, request: Request, view: PulseView, problem: str, typed: str
    ) -> Response:
        return html(request, pulse_page.door(language.of(request), view, problem, typed), 422)

    async def step(self, request: Request) -> Response:
        """One question, to answer or to change."""
        return await self._step(request)

    async def _step(
        self, request: Request, problem: Problem | None = None, status: int = 200
    ) -> Response:
        view, number = await self._view(request), int(request.path_params["number"])
        left = view is None or view.me is None or (view.standing != "open" and problem is None)
        if view is None or left:
            return RedirectResponse(f"/j/{request.path_params['code']}/pulse", 303)
        if not 1 <= number <= len(view.steps):
            return RedirectResponse(_next(view, -1), 303)
        return html(
            request, pulse_page.step(language.of(request), view, number - 1, problem), status
        )

    async def now(self, request: Request) -> Response:
        """The part of the page that follows; when the pulse has closed, the page goes elsewhere."""
        view, number = await self._view(request), int(request.path_params["number"])
        if view is None or view.me is None or view.standing != "open" or number > len(view.steps):
            return Response(status_code=410)
        return self._part(request, view, number - 1)

    def _part(
        self,
        request: Request,
        view: PulseView,
        at: int,
        problem: Problem | None = None,
        status: int = 200,
    ) -> Response:
        headers = {**SPOKEN, "x-revision": str(view.workshop.revision)}
        if status == 200 and request.method == "POST":
            headers["x-next"] = _next(view, at)
        text = pulse_page.part(language.of(request), view, at, problem)
        return html(request, text, status, headers)

    async def answer(self, request: Request) -> Response:
        """Take an answer, and go on; acknowledged only after it is committed."""
        code, form = request.path_params["code"], await form_of(request)
        key, typed = one(form, "step"), by_target(form)
        bare = request.headers.get("x-part") == "now"
        at = int(request.path_params["number"]) - 1
        problem, status = None, 200
        try:
            await done(
                self._conduct.respond(code, secret_of(request), key, typed, one(form, "sending"))
            )
        except Unknown:
            return RedirectResponse(f"/j/{code}/pulse", 303)
        except (Invalid, NotNow) as error:
            problem, status = Problem(refusal(error), key, typed), 422
        except Exception:
            problem, status = Problem(NOT_SAVED, key, typed), 503
        view = await self._view(request)
        if view is None or view.me is None:
            return RedirectResponse(f"/j/{code}/pulse", 303)
        if bare:
            return self._part(request, view, min(at, len(view.steps) - 1), problem, status)
        if problem is not None:
            return await self._step(request, problem, status)
        return RedirectResponse(_next(view, at), 303)

    async def promises(self, request: Request) -> Response:
        """What became of one's own commitments."""
        code, view = request.path_params["code"], await self._view(request)
        if view is None or view.me is None or view.standing != "open" or not view.promised:
            return RedirectResponse(f"/j/{code}/pulse", 303)
        if request.method == "GET":
            return html(request, pulse_page.promises(language.of(request), view))
        form = await form_of(request)
        said = {c.id: one(form, c.id) for c in view.promised if one(form, c.id) in STATUSES}
        await done(self._conduct.tell(code, secret_of(request), said))
        return RedirectResponse(f"/j/{code}/pulse/done", 303)

    async def done(self, request: Request) -> Response:
        """Thanks, and when what all said will be seen."""
        view = await self._view(request)
        if view is None or view.me is None or view.standing != "open":
            return RedirectResponse(f"/j/{request.path_params['code']}/pulse", 303)
        return html(request, pulse_page.thanks(language.of(request), view))

    async def word(self, request: Request) -> Response:
        """The code word for another phone: what it is for, and then the word."""
        code, word = request.path_params["code"], ""
        view = await self._own(request)
        if view is None:
            return RedirectResponse(f"/j/{code}", 303)
        if request.method == "POST":
            word = await done(self._conduct.code_word(code, secret_of(request)))
        return html(request, pulse_page.word(language.of(request), view, word))

    async def _own(self, request: Request) -> View | None:
        try:
            view = self._conduct.view(request.path_params["code"], secret_of(request))
            return await done(view)
        except Unknown:
            return None

    async def _view(self, request: Request) -> PulseView | None:
        """What this phone may see of the pulse, after what is due by the clock has been done."""
        code, secret = request.path_params["code"], secret_of(request)
        try:
            view = await done(self._conduct.pulse_view(code, secret))
            if view is None or not view.late:
                return view
            await done(self._conduct.catch_up(code))
            return await done(self._conduct.pulse_view(code, secret))
        except Unknown:
            return None


def new_secret() -> str:
    """What a phone keeps that has not been here before."""
    return secrets.token_urlsafe(32)


def _next(view: PulseView, at: int) -> str:
    """The address of what comes after this step: one that she has not answered, her promises, or
    the end. From the door (-1) it is the first that is left."""
    here = f"/j/{view.workshop.code}/pulse"
    left = [n for n, answered in enumerate(view.answered) if n > at and not answered]
    if left and (at < 0 or left[0] == at + 1):
        return f"{here}/{left[0] + 1}"
    if at >= 0 and at + 1 < len(view.steps):
        return f"{here}/{at + 2}"
    return f"{here}/promises" if view.promised else f"{here}/done"
