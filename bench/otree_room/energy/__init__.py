"""The same room as an author of oTree would build it for speed: a question, and then a live page.

Over the websocket of a live page all get the answers at once, with no page to load. They are kept
too, so that somebody who loads the page later sees them.
"""

from collections import Counter

from otree.api import (
    BaseConstants,
    BaseGroup,
    BasePlayer,
    BaseSubsession,
    Page,
    models,
    widgets,
)

doc = "How is your energy?"


class C(BaseConstants):
    NAME_IN_URL = "energy"
    PLAYERS_PER_GROUP = None
    NUM_ROUNDS = 1


class Subsession(BaseSubsession):
    pass


class Group(BaseGroup):
    pass


class Player(BasePlayer):
    energy = models.IntegerField(
        label="How is your energy?", choices=[1, 2, 3, 4, 5], widget=widgets.RadioSelectHorizontal
    )


class Question(Page):
    form_model = "player"
    form_fields = ("energy",)


class Answers(Page):
    @staticmethod
    def live_method(player, asked):
        del asked
        said = Counter(one.energy for one in player.group.get_players())
        player.session.vars["said"] = [(value, said[value]) for value in range(1, 6)]
        return {0: player.session.vars["said"]}  # to everybody

    @staticmethod
    def vars_for_template(player):
        return {"said": player.session.vars.get("said")}


page_sequence = [Question, Answers]
