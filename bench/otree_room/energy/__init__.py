"""The same room as an author of oTree would build it: a question, a wait, the answers of all.

`Sent` is a page of its own, so that whoever has answered does not yet count at the wait page. The
answers are counted once, when the last has come to the wait page, not for each phone's page.
"""

from collections import Counter

from otree.api import (
    BaseConstants,
    BaseGroup,
    BasePlayer,
    BaseSubsession,
    Page,
    WaitPage,
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


class Sent(Page):
    pass


class Wait(WaitPage):
    wait_for_all_groups = True

    @staticmethod
    def after_all_players_arrive(subsession):
        said = Counter(player.energy for player in subsession.get_players())
        subsession.session.vars["said"] = [(value, said[value]) for value in range(1, 6)]


class Results(Page):
    @staticmethod
    def vars_for_template(player):
        return {"said": player.session.vars["said"]}


page_sequence = [Question, Sent, Wait, Results]
