"""I changed phones: with the code word of her old phone, somebody goes on with a new one.

The word opens the old phone's secret, so everything comes along, hidden answers too, and both
phones are the same person. Without the word nobody can fetch that secret: the kit does not know it.
"""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from workshop_kit.conduct import Conduct
from workshop_kit.phone import language, page
from workshop_kit.phone.exchange import done, form_of, html, one, remember
from workshop_kit.question import Invalid
from workshop_kit.sentence import sentence
from workshop_kit.workshop import Unknown

WRONG_WORD = sentence(
    "There is no such code word here. Please look at its letters and type it again."
)


class OtherPhone:
    """The routes, over one conduct."""

    def __init__(self, conduct: Conduct) -> None:
        self._conduct = conduct

    def routes(self) -> list[BaseRoute]:
        """Its one address."""
        return [Route("/j/{code}/changed", self.changed, methods=["GET", "POST"])]

    async def changed(self, request: Request) -> Response:
        """Type the code word of the other phone, and be who one was there."""
        code, spoken = request.path_params["code"], language.of(request)
        try:
            workshop = await done(self._conduct.workshop(code))
        except Unknown:
            return RedirectResponse(f"/j/{code}", 303)
        if request.method == "GET":
            return html(request, page.changed_page(spoken, workshop))
        typed = one(await form_of(request), "word")
        try:
            secret = await done(self._conduct.by_code_word(code, typed))
        except (Invalid, Unknown):
            return html(request, page.changed_page(spoken, workshop, WRONG_WORD, typed), 422)
        response = RedirectResponse(f"/j/{code}", 303)
        remember(response, request, code, secret)
        return response
