"""Who comes in, who is corrected and who is taken out: each within one transaction of the door."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from workshop_kit.question import Invalid
from workshop_kit.release import Release
from workshop_kit.sentence import sentence
from workshop_kit.store.records import Records
from workshop_kit.store.tables import Rows
from workshop_kit.workshop import (
    LATER,
    Invited,
    NotNow,
    Participant,
    Taken,
    Workshop,
    making,
    moves,
    people,
)
from workshop_kit.workshop.making import folded
from workshop_kit.workshop.people import Row

GUEST = "Guest"
GONE = "Somebody has just taken this person off the list."


@dataclass(frozen=True)
class Newcomer:
    """Who wants to come in, as she said. `another` tells her from one of her name who is in; `word`
    is what guests are called in her language."""

    name: str
    team: str
    made_up: bool = False
    another: bool = False
    word: str = "Guest"


def join(records: Records, workshop: Workshop, phone: str, who: Newcomer) -> Participant:
    """Come in with a name; `phone` is the hash of its secret. Raises Taken, unless `another`.

    Who is on the roster under this name, and has not come yet, is taken to be her.
    """
    code, team = workshop.code, who.team
    if known := records.participant(code, phone):
        return known
    if team not in workshop.team_names:
        raise Invalid(sentence("Please choose your team."))
    _open(workshop)
    unnamed = workshop.guests and not making.clean(who.name)
    name = _guest(records, workshop, who) if unnamed else making.named(who.name)
    if records.called(code, team, name):
        offered = _free_name(records, code, team, name)
        if not who.another:
            raise Taken(_is_there(name, workshop.team_names[team], offered), offered)
        name = offered
    named_so = [] if who.made_up else records.expected(code, team, name)
    expected = [invited for invited in named_so if not records.person(code, invited.id)]
    known_as = expected[0].id if expected else secrets.token_hex(8)
    return _let_in(
        records, workshop, phone, Participant(known_as, name, team, who.made_up), bool(expected)
    )


def join_pulse(records: Records, workshop: Workshop, phone: str, team: str) -> Participant:
    """Come into a pulse without having been in the room, or with another phone: only with a team.

    No name is asked; on the facilitator's list such people are told apart by a number.
    """
    if known := records.participant(workshop.code, phone):
        return known
    if team not in workshop.team_names:
        raise Invalid(sentence("Please choose your team."))
    name = GUEST if not records.called(workshop.code, team, GUEST) else ""
    name = name or _free_name(records, workshop.code, team, GUEST)
    me = Participant(f"{LATER}{secrets.token_hex(8)}", name, team)
    records.add_participant(workshop.code, phone, me)
    return me


def join_by_link(
    records: Records, workshop: Workshop, phone: str, token: str, instead: bool
) -> Participant:
    """Come in by a personal link; with `instead`, in place of the phone that came in by it before.

    The link says who she is. What her phone keeps secret is made by the phone alone, each anew.
    """
    code = workshop.code
    if known := records.participant(code, phone):
        return known
    invited = records.invited_by(code, token)
    if invited is None:
        raise Invalid(sentence("This personal link is not in use any more. Please type your name."))
    me = records.person(code, invited.id)
    if me is None:
        _open(workshop)
        name = invited.name
        if records.called(code, invited.team, name):
            name = _free_name(records, code, invited.team, name)
        me = Participant(invited.id, name, invited.team)
        return _let_in(records, workshop, phone, me, True)
    if not instead:
        raise NotNow(sentence("You are in already, on another phone. Go on here instead?"))
    records.give_phone(code, me.id, phone, people.private_begun(workshop))
    return me


def correct_own(
    records: Records, workshop: Workshop, me: Participant, name: str, team: str
) -> Participant:
    """Somebody puts her own name or team right, as long as nothing has been asked.

    Raises Invalid where that is no name or team, or somebody else in the team has the name.
    """
    people.check_own(workshop)
    if team not in workshop.team_names:
        raise Invalid(sentence("Please choose your team."))
    after = replace(me, name=making.named(name), team=team)
    called = records.called(workshop.code, team, after.name)
    expected = [i.id for i in records.expected(workshop.code, team, after.name)]
    if {*called, *expected} - {me.id}:
        raise Invalid(
            sentence(
                "Somebody in this team is called {name} already. "
                "Please add a letter of your surname.",
                name=after.name,
            )
        )
    records.correct(workshop.code, after)
    return after


def correct(
    records: Records, workshop: Workshop, person: str, name: str, team: str
) -> tuple[Workshop, str]:
    """Another name or team for somebody; with what was done, for the list of moments."""
    code, name = workshop.code, making.named(name)
    before = records.person(code, person) or records.invited_as(code, person)
    if before is None:
        raise NotNow(GONE)
    if team not in workshop.team_names:
        raise Invalid("Please choose a team that there is.")
    same = {*records.called(code, team, name), *(i.id for i in records.expected(code, team, name))}
    if same - {person}:
        raise Invalid(
            f"Somebody is called {name} in {workshop.team_names[team]} already. "
            "Please tell them apart, by a letter of the surname."
        )
    records.correct(code, Participant(person, name, team))
    if team == before.team:
        return moves.noticed(workshop), "correct a name"
    return moves.noticed(people.regrouped(workshop, person)), "move somebody to another team"


def known(records: Records, workshop: Workshop, person: str) -> Participant:
    """Somebody who has joined. Raises NotNow."""
    found = records.person(workshop.code, person)
    if found is None:
        raise NotNow(GONE)
    return found


@dataclass(frozen=True)
class Removed:
    """Who was taken off the list, when (seconds), the rows that went with her, and what was fixed
    while she was there."""

    id: str
    name: str
    at: float
    rows: Rows = field(default_factory=dict, repr=False)
    fixed: Mapping[str, Release] = field(default_factory=dict, repr=False)
    invited: Invited | None = None

    @property
    def whose(self) -> tuple[str, bool]:
        """Who it was, and whether off the roster or out of the room."""
        return self.id, self.invited is not None


def remove(
    records: Records, workshop: Workshop, person: str, now: float
) -> tuple[Workshop, Removed]:
    """Take somebody out. Who is on the roster stays there, until she is taken off that too."""
    code = workshop.code
    if joined := records.person(code, person):
        steps = people.with_names_unrevealed(workshop)
        fixed = records.releases(code)
        rows = records.remove_participant(code, person, steps)
        gone = Removed(person, joined.name, now, rows, fixed)
    elif invited := records.invited_as(code, person):
        records.uninvite(code, person)
        gone = Removed(person, invited.name, now, invited=invited)
    else:
        raise NotNow(GONE)
    return moves.noticed(people.without(workshop, person)), gone


def put_back(records: Records, workshop: Workshop, gone: Removed) -> Workshop:
    """Somebody who was taken off is on the list as before, in by the same phone or link.

    Her answers come back too, save those to what was shown meanwhile: that stays as it was shown.
    Raises NotNow where she has come in anew, or somebody else has her name now.
    """
    code, there = workshop.code, NotNow(f"Somebody is on the list as {gone.name} already.")
    if gone.invited:
        name, team = gone.invited.name, gone.invited.team
        if records.expected(code, team, name) or records.called(code, team, name):
            raise there
        records.invite(code, [gone.invited])
        return moves.noticed(workshop)
    (her,) = gone.rows["participants"]
    again = records.participant(code, her["secret_hash"]) or records.person(code, her["id"])
    if again or records.called(code, her["team"], her["name"]):
        raise there
    steps = people.with_names_unrevealed(workshop)
    records.put_rows(
        {
            table: [row for row in rows if table == "participants" or row["step"] in steps]
            for table, rows in gone.rows.items()
        }
    )
    return moves.noticed(workshop)


def take_over(records: Records, workshop: Workshop, rows: Sequence[Row]) -> Workshop:
    """Put the people of a file on the roster, with a link each; teams that are new are added.

    Who is there already, on the roster or in the room, stays who she is and keeps her link.
    """
    before = workshop
    teams = {folded(team.name): team.id for team in workshop.teams}
    for row in rows:
        if folded(row.team) not in teams:
            workshop = people.add_team(workshop, row.team)
            teams[folded(row.team)] = workshop.teams[-1].id
    there = {(p.team, folded(p.name)): p.id for p in records.participants(workshop.code)}
    invited = {(i.team, folded(i.name)): i for i in records.invited(workshop.code)}
    taken: dict[tuple[str, str], Invited] = {}
    for row in rows:
        key = (teams[folded(row.team)], folded(row.name))
        old = invited.get(key)
        id_ = old.id if old else there.get(key) or secrets.token_hex(8)
        token = old.token if old else secrets.token_urlsafe(16)
        email = row.email or (old.email if old else "")
        taken[key] = Invited(id_, row.name, key[0], email, token)
    records.invite(workshop.code, list(taken.values()))
    return moves.noticed(before, teams=workshop.teams)


def _open(workshop: Workshop) -> None:
    if workshop.ended or workshop.archived:
        raise NotNow(sentence("This workshop has ended."))
    if workshop.locked:
        raise NotNow(sentence("Joining is closed. Please ask your facilitator."))


def _let_in(
    records: Records, workshop: Workshop, phone: str, me: Participant, on_roster: bool
) -> Participant:
    """Who is on the roster may have been here before, on a phone that is not this one: what was
    written only to her then stays unread."""
    withheld = people.private_begun(workshop) if on_roster else []
    records.add_participant(workshop.code, phone, me, withheld)
    return me


def _guest(records: Records, workshop: Workshop, who: Newcomer) -> str:
    """What somebody without a name is called. The number is drawn: it tells no order."""
    for most in (100, 1000, 10_000):
        for _ in range(20):
            name = f"{who.word} {10 + secrets.randbelow(most - 10)}"
            if not records.called(workshop.code, who.team, name):
                return name
    return _free_name(records, workshop.code, who.team, who.word)


def _free_name(records: Records, code: str, team: str, name: str) -> str:
    return people.told_apart(
        name, lambda n: bool(records.called(code, team, n) or records.expected(code, team, n))
    )


def _is_there(name: str, team: str, offered: str) -> str:
    return sentence(
        "{name} is in {team} already. If that is you, go on where you came in, or join "
        "here as {offered}. If not, please add a letter of your surname.",
        name=name,
        team=team,
        offered=offered,
    )
