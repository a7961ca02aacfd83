"""What the columns of the exercises' sheets mean, in German by the English; see `german.py`."""

COLUMNS: dict[str, str] = {
    "The team that is looked at.": "Das Team, um das es geht.",
    "The team that looks at it.": "Das Team, das es ansieht.",
    "On what it was rated.": "Worin es eingeschätzt wurde.",
    "The mean of the team's own people about it, in scale points.": (
        "Das Mittel der eigenen Leute über das Team, in Skalenpunkten."
    ),
    "How others rate the team: the mean of the other teams' means, or that of the one other "
    "team.": (
        "Wie andere das Team einschätzen: das Mittel aus den Mitteln der anderen Teams, oder das "
        "des einen anderen Teams."
    ),
    "What the team's people expected the others, or that other team, to say: a mean.": (
        "Was die Leute des Teams von den anderen oder von diesem anderen Team erwartet haben: "
        "ein Mittel."
    ),
    "“We see us” minus “They see us”.": "„Wir sehen uns“ minus „Sie sehen uns“.",
    "“We expect” minus “They see us”.": "„Wir erwarten“ minus „Sie sehen uns“.",
    "“We see us” minus “They see us”: how far both see the same.": (
        "„Wir sehen uns“ minus „Sie sehen uns“: wie weit beide dasselbe sehen."
    ),
    "“We see us” minus “We expect”: how far the team believes that both see the same.": (
        "„Wir sehen uns“ minus „Wir erwarten“: wie weit das Team glaubt, dass beide dasselbe sehen."
    ),
    "“We expect” minus “They see us”, which is agreement minus congruency: how well the team "
    "knows the other.": (
        "„Wir erwarten“ minus „Sie sehen uns“, also Übereinstimmung minus geglaubte "
        "Übereinstimmung: wie gut das Team das andere kennt."
    ),
    "Half a point counts as the same. Consensus: both agree, and the team knows it. Dissensus: "
    "they differ, and it knows it. False consensus: they differ, and it does not know. False "
    "conflict: they agree, and it believes that they differ.": (
        "Ein halber Punkt gilt als gleich. Konsens: Beide sind sich einig, und das Team weiß es. "
        "Dissens: Sie sehen es verschieden, und es weiß das. Falscher Konsens: Sie sehen es "
        "verschieden, und es weiß das nicht. Falscher Konflikt: Sie sind sich einig, und es "
        "glaubt, dass sie es verschieden sehen."
    ),
    "The team that rates: we.": "Das Team, das einschätzt: wir.",
    "The team that is rated: they.": "Das Team, das eingeschätzt wird: sie.",
    "How far we count on them: a mean in scale points.": (
        "Wie sehr wir auf sie zählen: ein Mittel in Skalenpunkten."
    ),
    "How far they count on us.": "Wie sehr sie auf uns zählen.",
    "“We count on them” minus “They count on us”.": (
        "„Wir zählen auf sie“ minus „Sie zählen auf uns“."
    ),
    "How far we count on ourselves.": "Wie sehr wir auf uns selbst zählen.",
    "How many points more than the average team we count on the others (Social Relations Model).": (
        "Wie viele Punkte mehr als das durchschnittliche Team wir auf die anderen zählen (Social "
        "Relations Model)."
    ),
    "How many points more than on the average team the others count on us (Social Relations "
    "Model).": (
        "Wie viele Punkte mehr als auf das durchschnittliche Team die anderen auf uns zählen "
        "(Social Relations Model)."
    ),
    "How much of all differences comes from who rates, from 0 to 1; from 10 teams on.": (
        "Wie viel aller Unterschiede daher kommt, wer einschätzt, von 0 bis 1; ab 10 Teams."
    ),
    "How much of all differences comes from who is rated, from 0 to 1.": (
        "Wie viel aller Unterschiede daher kommt, wer eingeschätzt wird, von 0 bis 1."
    ),
    "How much of all differences lies in who rates whom, from 0 to 1.": (
        "Wie viel aller Unterschiede darin liegt, wer wen einschätzt, von 0 bis 1."
    ),
    "What was rated.": "Was eingeschätzt wurde.",
    "The mean of all who answered the last time.": (
        "Das Mittel aller, die das letzte Mal geantwortet haben."
    ),
    "The mean of all who answered now.": "Das Mittel aller, die jetzt geantwortet haben.",
    "The mean of the differences of those who answered both times, in scale points.": (
        "Das Mittel der Unterschiede derer, die beide Male geantwortet haben, in Skalenpunkten."
    ),
    "The change lies between this and “To” with 95 % (t-interval, from six pairs on).": (
        "Die Veränderung liegt mit 95 % zwischen diesem Wert und „An“ (t-Intervall, ab sechs "
        "Paaren)."
    ),
    "The upper end of that interval.": "Das obere Ende dieses Intervalls.",
    "How many answered both times.": "Wie viele beide Male geantwortet haben.",
    "How many answered now.": "Wie viele jetzt geantwortet haben.",
    "How many gave a higher answer than before.": "Wie viele höher geantwortet haben als vorher.",
    "How many gave the same answer.": "Wie viele gleich geantwortet haben.",
    "How many gave a lower answer.": "Wie viele tiefer geantwortet haben.",
    "The team that is looked at; in the columns of errors the team that judges.": (
        "Das Team, um das es geht; in den Spalten der Irrtümer das Team, das urteilt."
    ),
    "The mean of the team's own people about it.": "Das Mittel der eigenen Leute über das Team.",
    "How the others believed that the team rates itself: the mean of their means.": (
        "Wie sich das Team nach Meinung der anderen selbst einschätzt: das Mittel ihrer Mittel."
    ),
    "“The others expected” minus “They see themselves”.": (
        "„Die anderen erwarteten“ minus „Sie sehen sich selbst“."
    ),
    "Square points by which this team judges all others too high or too low (elevation).": (
        "Quadratpunkte, um die dieses Team alle anderen zu hoch oder zu tief einschätzt "
        "(Elevation)."
    ),
    "Square points by which it misjudges which team is higher (differential elevation).": (
        "Quadratpunkte, um die es irrt, welches Team höher liegt (differentielle Elevation)."
    ),
    "Square points by which it misjudges which item is higher for all (stereotype accuracy).": (
        "Quadratpunkte, um die es irrt, welcher Punkt bei allen höher liegt (Stereotyp)."
    ),
    "Square points that are left: who is high in what (differential accuracy). The four are its "
    "mean square error together.": (
        "Quadratpunkte, die bleiben: wer worin hoch liegt (differentielle Genauigkeit). Alle "
        "vier zusammen sind sein mittlerer quadratischer Fehler."
    ),
    "What one could agree to.": "Dem man zustimmen konnte.",
    "(agree + 1) / (answers + 2) of the team that agrees least, from 0 to 1.": (
        "(Zustimmungen + 1) / (Antworten + 2) des Teams, das am wenigsten zustimmt, von 0 bis 1."
    ),
    "Of 100 people of that team, how many agree: answers above the middle of the scale.": (
        "Wie viele von 100 dieses Teams zustimmen: Antworten über der Mitte der Skala."
    ),
    "How many answered below the middle of the scale.": (
        "Wie viele unter der Mitte der Skala geantwortet haben."
    ),
    "How many answered in the middle of the scale.": "Wie viele in der Mitte geantwortet haben.",
    "How many answered above the middle of the scale.": (
        "Wie viele über der Mitte der Skala geantwortet haben."
    ),
    "Van der Eijk's agreement: −1 two camps at the ends, 0 spread evenly, 1 one camp.": (
        "Einigkeit nach van der Eijk: −1 zwei Lager an den Enden, 0 gleichmäßig verteilt, 1 ein "
        "Lager."
    ),
    "Tastle and Wierman's consensus: 0 two camps at the ends, 1 all the same.": (
        "Konsens nach Tastle und Wierman: 0 zwei Lager an den Enden, 1 alle gleich."
    ),
    "Whether the text was meant, or written for the other side.": (
        "Ob der Text ernst gemeint war oder für die andere Seite geschrieben."
    ),
    "The text.": "Der Text.",
    "How many guessed at it.": "Wie viele ihn gelesen und geraten haben.",
    "How many of them took it for meant.": "Wie viele davon ihn für ernst gemeint hielten.",
    "The same of 100 readers.": "Dasselbe von 100 Lesenden.",
    "Of many readers, so many of 100 would believe it at least (Wilson's interval, 95 %).": (
        "Von vielen Lesenden würden ihn mindestens so viele von 100 glauben (Intervall nach "
        "Wilson, 95 %)."
    ),
    "Whose answers.": "Wessen Antworten.",
    "As speakers: how heard they felt, a mean in scale points.": (
        "Beim Reden: wie gehört sie sich fühlten, ein Mittel in Skalenpunkten."
    ),
    "As listeners: how heard they believed that the other felt.": (
        "Beim Zuhören: wie gehört sich der andere nach ihrer Meinung fühlte."
    ),
    "As speakers: how near what was told back came to what they had meant.": (
        "Beim Reden: wie nah das Zurückgesagte dem Gemeinten kam."
    ),
    "Whose contacts.": "Wessen Kontakte.",
    "How many contacts people of the team named.": (
        "Wie viele Kontakte die Leute des Teams genannt haben."
    ),
    "Of 100 contacts, how many are in another team.": (
        "Wie viele von 100 Kontakten in einem anderen Team sind."
    ),
    "The same if contacts were spread by chance over everybody who is here.": (
        "Dasselbe, wenn die Kontakte zufällig über alle verteilt wären, die da sind."
    ),
    "(across − within) / all contacts: −1 all within, 1 all across.": (
        "(über die Grenze − im Team) / alle Kontakte: −1 alle im Team, 1 alle über die Grenze."
    ),
    "The same if contacts were spread by chance.": (
        "Dasselbe, wenn die Kontakte zufällig verteilt wären."
    ),
    "How much the team keeps to itself: 0 as by chance, 1 only itself, −1 only others.": (
        "Wie sehr das Team unter sich bleibt: 0 wie zufällig, 1 nur unter sich, −1 nur andere."
    ),
    "Of 100 contacts, how many name back who named them.": (
        "Wie viele von 100 Kontakten zurücknennen, wer sie genannt hat."
    ),
    "Contacts in that team that a person of this team named, on average.": (
        "Kontakte in jenem Team, die ein Mensch dieses Teams im Mittel genannt hat."
    ),
    "The team whose order it is about.": "Das Team, um dessen Reihenfolge es geht.",
    "The team's own order, or the one that the others expected.": (
        "Die eigene Reihenfolge des Teams, oder die von den anderen erwartete."
    ),
    "How many pairs of items stand the other way round than in the team's own order.": (
        "Wie viele Paare von Punkten anders herum stehen als in der eigenen Reihenfolge des Teams."
    ),
    "How many pairs a random order would have the other way round.": (
        "Wie viele Paare bei einer zufälligen Reihenfolge anders herum stünden."
    ),
    "The item's place in that order; 1 is first.": (
        "Der Platz des Punktes in dieser Reihenfolge; 1 ist der erste."
    ),
    "One of the two teams.": "Eines der beiden Teams.",
    "The other one.": "Das andere.",
    "So many pairs of one person of each sat together.": (
        "So viele Paare aus je einem Menschen beider Teams saßen zusammen."
    ),
    "So many could have, in as many rounds and groups as large.": (
        "So viele wären es höchstens gewesen, bei ebenso vielen Runden und ebenso großen Gruppen."
    ),
    "All pairs of one person of each team.": "Alle Paare aus je einem Menschen beider Teams.",
    "What was answered.": "Was geantwortet wurde.",
    "How many needs got that answer.": "Wie viele Bitten diese Antwort bekamen.",
    "Who made them.": "Von wem sie sind.",
    "How many commitments people of the team made.": (
        "Wie viele Zusagen die Leute des Teams gemacht haben."
    ),
    "How many answered.": "Wie viele geantwortet haben.",
    "[each answer]": "[jede Antwort]",
    "How many gave this answer.": "Wie viele diese Antwort gegeben haben.",
    "Points of the scale that are told only as one.": (
        "Punkte der Skala, die nur zusammen gesagt werden."
    ),
    "[each group]": "[jede Gruppe]",
    "How many of this group gave the answer.": "Wie viele dieser Gruppe die Antwort gegeben haben.",
    "The team that was rated, where the question is about teams.": (
        "Das Team, das eingeschätzt wurde, wo die Frage von Teams handelt."
    ),
    "The group whose answers are counted: everybody, a team, or teams that are shown together.": (
        "Die Gruppe, deren Antworten gezählt sind: alle, ein Team oder Teams, die zusammen "
        "gezeigt werden."
    ),
    "What was rated, where the question has several items.": (
        "Was eingeschätzt wurde, wo die Frage mehrere Punkte hat."
    ),
    "The mean of the answers; ≥, ≤ or ≈ where it would tell what everybody answered.": (
        "Das Mittel der Antworten; ≥, ≤ oder ≈, wo es verraten würde, was alle geantwortet haben."
    ),
    "The answer in the middle, when all are in order.": (
        "Die Antwort in der Mitte, wenn alle der Reihe nach stehen."
    ),
    "Borda points: for each answer, how many items stand below this one.": (
        "Borda-Punkte: in jeder Antwort, wie viele Punkte unter diesem stehen."
    ),
    "The mean of its places; 1 is first.": "Das Mittel seiner Plätze; 1 ist der erste.",
    "What was answered": "Was geantwortet wurde",
    "The columns of the exercises’ sheets": "Die Spalten auf den Blättern der Übungen",
    "Table": "Tabelle",
    "Any two teams: do they agree, and do they know it?": (
        "Je zwei Teams: Sind sie sich einig, und wissen sie es?"
    ),
    "Agreement": "Übereinstimmung",
    "Congruency": "Geglaubte Übereinstimmung",
    "Accuracy": "Genauigkeit",
}
