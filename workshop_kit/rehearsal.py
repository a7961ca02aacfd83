"""Participants made of code: they join and answer over the real pages, and see only those.

A rehearsing participant never posts a field or a value that its page does not offer.
"""

import asyncio
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import httpx2
from lxml import html
from lxml.html import FormElement

from workshop_kit.conduct import made_up_secret
from workshop_kit.exercise import Step
from workshop_kit.question import Offer, Offered
from workshop_kit.workshop import Workshop

Posted = dict[str, list[str]]

under_way: set[str] = set()
"""The marks of the rehearsals whose participants are kept answering by this process."""


class Missing(Exception):
    """A page does not offer what a participant wants to send."""


@dataclass
class Rehearsing:
    """One participant. `steps` are the workshop's by key: their kinds know how to fill a form."""

    client: httpx2.AsyncClient
    code: str
    name: str
    team: str
    steps: Mapping[str, Step]
    chance: random.Random
    secret: str | None = None
    answered: set[str] = field(default_factory=set)

    async def join(self) -> None:
        """Open the page behind the QR code and come in, or be back where the phone was before."""
        if self.secret:
            self.client.cookies.set("participant", self.secret, path=f"/j/{self.code}")
        page = await self._get(f"/j/{self.code}")
        form = _form(page, f"/j/{self.code}/join")
        if form is None:
            return
        teams = form.xpath(".//button[@name='team']")
        team = next((button for button in teams if _text(button) == self.team), None)
        if team is None:
            raise Missing(f"the page offers no team {self.team}")
        sent: Posted = {
            "secret": [self.secret or str(form.fields["secret"])],
            "name": [self.name],
            "team": [str(team.get("value"))],
        }
        await self._post(form, sent)

    async def answer(self) -> bool:
        """Answer what the page asks now; False where it asks nothing."""
        page = await self._get(f"/j/{self.code}")
        pen = _form(page, f"/j/{self.code}/pen")
        if pen is not None and not _taken(pen):
            await self._post(pen, {"step": [str(pen.fields["step"])], "seen": [""]})
            page = await self._get(f"/j/{self.code}")
        form = _form(page, f"/j/{self.code}/answer")
        if form is None:
            return False
        key = str(form.fields["step"])
        sent: Posted = {"step": [key], "sending": [str(form.fields["sending"])]}
        for target in _targets(form):
            fields = self.steps[key].question.sample(self.chance, _offer(form, target))
            sent |= {f"{target}:{name}": values for name, values in fields.items()}
        await self._post(form, sent)
        self.answered.add(key)
        return True

    async def stay(self, hesitate: float) -> None:
        """Answer whatever opens, once, after at most `hesitate` seconds; until cancelled."""
        while True:
            try:
                async with self.client.stream("GET", f"/j/{self.code}/bell", timeout=60) as bell:
                    async for line in bell.aiter_lines():
                        if line.startswith("data:") and await self._asked():
                            await asyncio.sleep(self.chance.uniform(0, hesitate))
                            await self.answer()
            except (httpx2.HTTPError, Missing):  # as when a step closes while she answers
                await asyncio.sleep(1)

    async def _asked(self) -> bool:
        page = await self._get(f"/j/{self.code}")
        pen = _form(page, f"/j/{self.code}/pen")
        if pen is not None:
            return not _taken(pen)
        form = _form(page, f"/j/{self.code}/answer")
        return form is not None and str(form.fields["step"]) not in self.answered

    async def _get(self, path: str) -> html.HtmlElement:
        response = await self.client.get(path, follow_redirects=True)
        response.raise_for_status()
        return html.document_fromstring(response.text)

    async def _post(self, form: FormElement, sent: Posted) -> None:
        _check(form, sent)
        response = await self.client.post(str(form.get("action")), data=sent)
        if response.status_code != httpx2.codes.SEE_OTHER:
            told = html.document_fromstring(response.text).xpath("//*[@role='alert']")
            raise Missing(_text(told[0]) if told else f"status {response.status_code}")


async def rehearse(
    base: str,
    workshop: Workshop,
    people: Sequence[tuple[str, str]],
    steps: Mapping[str, Step],
    hesitate: float = 2.0,
) -> None:
    """Let people, given as (name, team), join a workshop and answer until this is cancelled.

    They are the same people when it is called again for the same rehearsal of the workshop.
    """
    under_way.add(workshop.rehearsal)
    try:
        async with many_connections() as transport, asyncio.TaskGroup() as group:
            for number, (name, team) in enumerate(people):
                client = httpx2.AsyncClient(base_url=base, timeout=20, transport=transport)
                chance = random.Random(number)
                secret = made_up_secret(workshop.rehearsal, number)
                person = Rehearsing(client, workshop.code, name, team, steps, chance, secret)
                group.create_task(_take_part(person, hesitate))
    finally:
        under_way.discard(workshop.rehearsal)


def many_connections() -> httpx2.AsyncHTTPTransport:
    """The network for a whole room of clients: one, without a limit, a connection a request.

    A kept connection may be closed by the server just when the next request is on its way; a
    browser would send it again, this client does not.
    """
    limits = httpx2.Limits(max_connections=None, max_keepalive_connections=0)
    return httpx2.AsyncHTTPTransport(limits=limits)


async def _take_part(person: Rehearsing, hesitate: float) -> None:
    await asyncio.sleep(person.chance.uniform(0, hesitate))
    await person.join()
    await person.stay(hesitate)


def _form(page: html.HtmlElement, action: str) -> FormElement | None:
    return next((form for form in page.forms if form.get("action") == action), None)


def _taken(pen: FormElement) -> bool:
    """Does somebody else of the team write already?"""
    return bool(pen.xpath(".//button[@class='second']"))


def _text(element: html.HtmlElement) -> str:
    return str(element.text_content()).strip()


def _names(form: FormElement) -> list[str]:
    return list(dict.fromkeys(str(i.get("name")) for i in form.inputs if i.get("name")))


def _targets(form: FormElement) -> list[str]:
    return list(dict.fromkeys(n.split(":")[0] for n in _names(form) if ":" in n))


def _offer(form: FormElement, target: str) -> Offer:
    """What a form lets one choose from, by id: boxes to tick, and cards with fields of theirs."""
    boxes = [i for i in form.inputs if i.get("type") == "checkbox"]
    ids = [str(i.get("value")) for i in boxes if str(i.get("name")).startswith(f"{target}:")]
    ids += [str(element.get("data-card")) for element in form.xpath(".//*[@data-card]")]
    return {id_: Offered(id_, "") for id_ in ids}


def _check(form: FormElement, sent: Posted) -> None:
    for name, values in sent.items():
        offered = [*form.inputs, *form.xpath(".//button")]
        fields = [i for i in offered if i.get("name") == name]
        if not fields:
            raise Missing(f"the page has no field {name}")
        fixed = {i.get("value") for i in fields if i.get("type") in ("radio", "checkbox")}
        if fixed and not set(values) <= fixed:
            raise Missing(f"the page does not offer {values} for {name}")
