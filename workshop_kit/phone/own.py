"""A participant's own page: all that is hers, to read, to take along, to delete.

Her phone's secret is all that makes it hers. The link that she can keep carries it behind a "#",
which no browser sends to a server or to another page: so it stands in no log.
"""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from workshop_kit.afterwards import calendar_file
from workshop_kit.conduct import Conduct, Mine
from workshop_kit.phone import language, my_page, page
from workshop_kit.phone.exchange import (
    COOKIE,
    NO_STORE,
    done,
    form_of,
    html,
    is_secret,
    one,
    remember,
    secret_of,
)
from workshop_kit.phone.rendering import render
from workshop_kit.sentence import sentence
from workshop_kit.workshop import Unknown

NOT_HERS = sentence("This link opens nothing any more: what it belonged to has been deleted.")
NOT_DELETED = sentence("This could not be deleted just now. Please try once more.")


class Own:
    """The routes, over one conduct."""

    def __init__(self, conduct: Conduct) -> None:
        self._conduct = conduct

    def routes(self) -> list[BaseRoute]:
        """Its addresses, before those of the workshop."""
        return [
            Route("/j/{code}/me", self.me),
            Route("/j/{code}/me/promises.ics", self.promises),
            Route("/j/{code}/me/keep", self.keep, methods=["POST"]),
            Route("/j/{code}/me/delete", self.delete, methods=["POST"]),
        ]

    async def me(self, request: Request) -> Response:
        """The page; or, for a phone that is not hers yet, what reads the link that she kept."""
        spoken, code = language.of(request), request.path_params["code"]
        secret = secret_of(request)
        mine = await self._mine(code, secret)
        if mine is None:
            return html(request, _keep(spoken, code))
        link = f"{request.url.replace(query='')}#{secret}"
        return html(request, my_page.my_page(spoken, mine, link))

    async def keep(self, request: Request) -> Response:
        """Go on as whom the link belongs to: first say who that is, then do it."""
        spoken, code, form = (
            language.of(request),
            request.path_params["code"],
            await form_of(request),
        )
        secret = one(form, "secret")
        mine = await self._mine(code, secret) if is_secret(secret) else None
        if mine is None:
            return html(request, _keep(spoken, code, problem=NOT_HERS), 404)
        if not one(form, "sure") and secret != secret_of(request):
            return html(request, _keep(spoken, code, mine, secret))
        response = RedirectResponse(f"/j/{code}/me", 303)
        remember(response, request, code, secret)
        return response

    async def promises(self, request: Request) -> Response:
        """Her commitments that have a day, as a file for her calendar."""
        code = request.path_params["code"]
        mine = await self._mine(code, secret_of(request))
        if mine is None:
            return RedirectResponse(f"/j/{code}", 303)
        days = my_page.days(language.of(request), mine)
        headers = {**NO_STORE, "content-disposition": f'attachment; filename="{code}.ics"'}
        return Response(calendar_file.ics(days), media_type="text/calendar", headers=headers)

    async def delete(self, request: Request) -> Response:
        """Delete what is hers; nobody can bring it back."""
        spoken, code = language.of(request), request.path_params["code"]
        try:
            await done(self._conduct.forget(code, secret_of(request)))
        except Unknown:
            return RedirectResponse(f"/j/{code}", 303)
        except Exception:
            return html(request, page.problem_page(spoken, NOT_DELETED), 503)
        response = html(request, render("deleted.html", spoken, code=code))
        response.delete_cookie(COOKIE, path=f"/j/{code}")
        return response

    async def _mine(self, code: str, secret: str) -> Mine | None:
        try:
            return await done(self._conduct.mine(code, secret))
        except Unknown:
            return None


def _keep(
    spoken: str, code: str, mine: Mine | None = None, secret: str = "", problem: str = ""
) -> str:
    """What somebody sees whose phone is not hers yet: whose page it is, or how to open it."""
    return render("keep.html", spoken, code=code, mine=mine, secret=secret, problem=problem)
