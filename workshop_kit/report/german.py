"""What the files say in German, by the English.

Only what no phone says: phones' words are in the catalogs of `locale/`.
"""

GERMAN: dict[str, str] = {
    # Sheets
    "Read me": "Zuerst lesen",
    "Story": "Das Wichtigste",
    "Commitments": "Zusagen",
    "Needs": "Bitten",
    "Trust map": "Vertrauenskarte",
    "Responses": "Antworten",
    "Codebook": "Legende",
    "The workshop in five minutes: a question, a finding and a chart for each exercise.": (
        "Der Workshop in fünf Minuten: zu jeder Übung eine Frage, ein Befund, ein Diagramm."
    ),
    "What was promised: by whom, for whom, by when; with how it stands, to choose.": (
        "Was zugesagt wurde: von wem, für wen, bis wann; mit dem Stand zum Auswählen."
    ),
    "What teams need from each other, and what they answered.": (
        "Was Teams voneinander brauchen und was sie geantwortet haben."
    ),
    "Who counts on whom, in both directions.": "Wer auf wen zählt, in beide Richtungen.",
    "Every answer that may be shown, one in each row, to filter and to analyse.": (
        "Jede Antwort, die gezeigt werden darf, eine in jeder Zeile, zum Filtern und Auswerten."
    ),
    "What each column, each scale and each measure means, and on what it builds.": (
        "Was jede Spalte, jede Skala und jedes Maß bedeutet und worauf es aufbaut."
    ),
    "answers": "Antworten",
    "Each question in full, with its figures, charts and texts.": (
        "Jede Frage im Wortlaut, mit ihren Zahlen, Diagrammen und Texten."
    ),
    # The first page
    "What the room said and promised, for those who take it on.": (
        "Was der Raum gesagt und zugesagt hat, für alle, die es weiterführen."
    ),
    "This is a rehearsal: made-up participants are among those who joined, and their answers are "
    "among the figures.": (
        "Dies ist eine Probe: Erfundene Teilnehmende sind dabei, und ihre Antworten sind in den "
        "Zahlen enthalten."
    ),
    "people joined": "Menschen dabei",
    "teams": "Teams",
    "steps revealed": "Schritte gezeigt",
    "answers given": "Antworten gegeben",
    "commitments": "Zusagen",
    "still open": "noch offen",
    "Workshop": "Workshop",
    "Code": "Code",
    "This file was made": "Diese Datei ist vom",
    "Exercises": "Übungen",
    "On Monday: what to do with it": "Am Montag: was damit zu tun ist",
    "On paper, print “{story}” and the sheets that you need: all of them are many pages.": (
        "Für Papier „{story}“ drucken und die Blätter, die Sie brauchen: Alle zusammen sind viele "
        "Seiten."
    ),
    "Read “{story}”: five minutes, one finding for each exercise. Its charts are Excel's own: copy "
    "them into your slides.": (
        "„{story}“ lesen: fünf Minuten, ein Befund zu jeder Übung. Die Diagramme sind echte "
        "Excel-Diagramme: Sie lassen sich in Folien übernehmen."
    ),
    "Go through “{sheet}” with the people who made them. Choose how each stands in the drop-down; "
    "what is overdue turns red by itself. Then read the workbook into the kit again, and its list "
    "is up to date.": (
        "„{sheet}“ mit denen durchgehen, von denen sie sind. Den Stand im Auswahlfeld wählen; was "
        "überfällig ist, wird von selbst rot. Danach die Arbeitsmappe wieder in das Kit einlesen, "
        "und seine Liste ist auf dem neuesten Stand."
    ),
    "On “{sheet}”, write who takes each need on and by when. Ask again for what was too vague to "
    "be answered.": (
        "Unter „{sheet}“ eintragen, wer sich um welche Bitte kümmert und bis wann. Was zu ungenau "
        "war, noch einmal erfragen."
    ),
    "To look deeper, go to the sheet of an exercise, or filter “{responses}”; “{codebook}” says "
    "what each column and each measure means.": (
        "Wer tiefer schauen will: zum Blatt einer Übung gehen oder „{responses}“ filtern; "
        "„{codebook}“ sagt, was jede Spalte und jedes Maß bedeutet."
    ),
    "The sheets": "Die Blätter",
    "How privacy was kept": "Wie die Vertraulichkeit gewahrt ist",
    "Who joined": "Wer dabei war",
    "Which answers are in here": "Welche Antworten hier stehen",
    "Team": "Team",
    "People": "Menschen",
    "Not revealed yet": "Noch nicht gezeigt",
    "Only the person it is about reads these answers": (
        "Diese Antworten liest nur, wen sie betreffen"
    ),
    "Not shown to anyone": "Wird niemandem gezeigt",
    "A talk: nothing to answer": "Ein Gespräch: nichts zu beantworten",
    # Privacy
    "Where answers were given without names, no figure stands for fewer than {smallest} people, "
    "and none can be got by taking one figure from another.": (
        "Wo ohne Namen geantwortet wurde, steht keine Zahl für weniger als {smallest} Menschen, "
        "und keine lässt sich durch Abziehen einer Zahl von einer anderen gewinnen."
    ),
    "A team with fewer than {smallest} answers is shown only together with another team, or not at "
    "all. Its own words in free text stand apart only from {alone} answers on.": (
        "Ein Team mit weniger als {smallest} Antworten wird nur zusammen mit einem anderen gezeigt "
        "oder gar nicht. Eigene Worte stehen erst ab {alone} Antworten für sich."
    ),
    "“{too_few}” in a cell: so few people answered that the figure is not shown, or that it would "
    "tell on a group that is not shown.": (
        "„{too_few}“ in einer Zelle: So wenige haben geantwortet, dass die Zahl nicht gezeigt wird "
        "oder dass sie eine Gruppe verraten würde, die nicht gezeigt wird."
    ),
    "Steps that were announced with the team's name, or with people's names, show these.": (
        "Schritte, die mit Teamnamen oder mit Namen angekündigt waren, zeigen diese."
    ),
    "Answers without names are here without order and without time.": (
        "Antworten ohne Namen stehen hier ohne Reihenfolge und ohne Zeit."
    ),
    "What was written to one person is read by that person alone. It is in none of these files.": (
        "Was an einen einzelnen Menschen geschrieben wurde, liest nur er. Es steht in keiner "
        "dieser Dateien."
    ),
    "Figures are those of the moment of the reveal; they do not change after it.": (
        "Die Zahlen sind die vom Augenblick des Zeigens; danach ändern sie sich nicht mehr."
    ),
    "The facilitator has taken 1 text down. What it said is in none of these files.": (
        "Die Moderation hat 1 Text heruntergenommen. Was darin stand, steht in keiner dieser "
        "Dateien."
    ),
    "The facilitator has taken {n} texts down. What they said is in none of these files.": (
        "Die Moderation hat {n} Texte heruntergenommen. Was darin stand, steht in keiner dieser "
        "Dateien."
    ),
    "too few": "zu wenige",
    "Step": "Schritt",
    "Steps": "Schritte",
    "without names": "ohne Namen",
    "with the team's name": "mit dem Namen des Teams",
    "with names": "mit Namen",
    # The story
    "{workshop}: the story": "{workshop}: das Wichtigste",
    "A question, a finding and a picture for each exercise, in the order of the day.": (
        "Zu jeder Übung eine Frage, ein Befund und ein Bild, in der Reihenfolge des Tages."
    ),
    "Nothing has been revealed yet.": "Bisher wurde nichts gezeigt.",
    "To talk about: {question}": "Zum Besprechen: {question}",
    "Notes of the facilitator": "Notizen der Moderation",
    "To talk about": "Zum Besprechen",
    "{people} answered": "{people} haben geantwortet",
    "{people} answered.": "{people} haben geantwortet.",
    "All figures: sheet “{sheet}”": "Alle Zahlen: Blatt „{sheet}“",
    "Said most often: {words}.": "Am häufigsten genannt: {words}.",
    "1 text was written.": "1 Text wurde geschrieben.",
    "{n} texts were written.": "{n} Texte wurden geschrieben.",
    "1 person": "1 Mensch",
    "{n} people": "{n} Menschen",
    "1 team": "1 Team",
    "{n} teams": "{n} Teams",
    "Pulse {number}: {title}": "Puls {number}: {title}",
    # An exercise
    "Step {number}": "Schritt {number}",
    "{people} answered, {named}.": "{people} haben geantwortet, {named}.",
    "Nobody answered.": "Niemand hat geantwortet.",
    "1 of their texts was taken down.": "1 ihrer Texte wurde heruntergenommen.",
    "{n} of their texts were taken down.": "{n} ihrer Texte wurden heruntergenommen.",
    "Nothing is shown about {teams}.": "Über {teams} wird nichts gezeigt.",
    "What each person answered is on the sheet “{sheet}”.": (
        "Was jeder Mensch geantwortet hat, steht auf dem Blatt „{sheet}“."
    ),
    "All of it is on the sheet “{sheet}”.": "Alles dazu steht auf dem Blatt „{sheet}“.",
    "[colleague]": "[Kollegin oder Kollege]",
    "[team]": "[Team]",
    "Everybody": "Alle",
    "{team} about itself": "{team} über sich selbst",
    "About {team}": "Über {team}",
    "About": "Worüber",
    "Whose answers": "Wessen Antworten",
    "Item": "Punkt",
    "Answered": "Geantwortet",
    "{figure} by team": "{figure} nach Team",
    "Answer": "Antwort",
    "People who answered": "Menschen, die geantwortet haben",
    "Share of the answers": "Anteil der Antworten",
    "Times given": "So oft gegeben",
    "Answers": "Antworten",
    "In their words": "In ihren Worten",
    "What they say": "Was sie sagen",
    "{measure}: means of all lines": "{measure}: Mittel über alle Zeilen",
    "scale points": "Skalenpunkte",
    "Page {page} of {pages}": "Seite {page} von {pages}",
    # Needs and commitments
    "Who promised what. Choose how each stands; what is overdue turns red by itself. Add rows "
    "below if there is more; leave the last column as it is.": (
        "Wer was zugesagt hat. Den Stand auswählen; was überfällig ist, wird von selbst rot. Kommt "
        "etwas dazu: unten Zeilen anfügen. Die letzte Spalte bitte lassen, wie sie ist."
    ),
    "No commitment has been revealed yet.": "Bisher wurde keine Zusage gezeigt.",
    "How the commitments stand": "Wie es um die Zusagen steht",
    "of these overdue": "davon überfällig",
    "Status": "Stand",
    "Note": "Notiz",
    "By when": "Bis wann",
    "Please choose one of the list.": "Bitte einen Stand aus der Liste wählen.",
    "Please write a day, such as 31.1.2030.": "Bitte einen Tag eintragen, etwa 31.1.2030.",
    "What each team needs from another, and what that team answered. Write who takes it on, and by "
    "when.": (
        "Was jedes Team von einem anderen braucht und was dieses geantwortet hat. Eintragen, wer "
        "sich kümmert und bis wann."
    ),
    "No need has been revealed yet.": "Bisher wurde keine Bitte gezeigt.",
    "To": "An",
    "Need": "Bitte",
    "From": "Von",
    "Who takes it on": "Wer sich kümmert",
    "divided": "geteilt",
    "not answered": "nicht beantwortet",
    "Answers to the needs": "Antworten auf die Bitten",
    "Commitments by team": "Zusagen nach Team",
    "{first} to {last} of {n}": "{first} bis {last} von {n}",
    # Pages to print
    "What we found": "Was wir gefunden haben",
    "What is due first": "Was zuerst fällig ist",
    "{n} more are in the workbook.": "{n} weitere stehen in der Arbeitsmappe.",
    "What others need from us": "Was andere von uns brauchen",
    "What we asked for": "Worum wir gebeten haben",
    "How we are seen": "Wie wir gesehen werden",
    "Who counts on whom": "Wer auf wen zählt",
    "Our commitments": "Unsere Zusagen",
    "Promised to us": "Uns zugesagt",
    "Everybody could see this at the reveals; here is what is about one team.": (
        "Alle konnten das beim Zeigen sehen; hier steht, was ein Team betrifft."
    ),
    # Trust map
    "Rows say how far they count on the team above each column: means in scale points, 1 = {low} … "
    "{points} = {high}. A frame marks how a team counts on itself.": (
        "Die Zeilen sagen, wie sehr sie auf das Team über der Spalte zählen: Mittelwerte in "
        "Skalenpunkten, 1 = {low} … {points} = {high}. Umrahmt ist, wie ein Team auf sich selbst "
        "zählt."
    ),
    "Who counts": "Wer zählt",
    "“{too_few}”: too few of that team answered to show it.": (
        "„{too_few}“: Aus diesem Team haben zu wenige geantwortet, um es zu zeigen."
    ),
    # Responses and codebook
    "Exercise": "Übung",
    "Key": "Schlüssel",
    "Kind": "Art",
    "Prompt": "Frage",
    "Group": "Gruppe",
    "Person": "Person",
    "Number": "Zahl",
    "Text": "Text",
    "Pile": "Stapel",
    "Low end": "Unteres Ende",
    "High end": "Oberes Ende",
    "text": "Text",
    "number": "Zahl",
    "whole number": "ganze Zahl",
    "The title of the exercise.": "Der Titel der Übung.",
    "The number of the step in the workshop.": "Die Nummer des Schrittes im Workshop.",
    "What names the step in all files of this workshop, whatever its title.": (
        "Was den Schritt in allen Dateien dieses Workshops benennt, wie er auch heißt."
    ),
    "The kind of question: scale, choice, words, text, and so on.": (
        "Die Art der Frage: Skala, Auswahl, Wörter, Text und so weiter."
    ),
    "The question in full, as everybody read it.": "Die Frage im Wortlaut, wie alle sie lasen.",
    "The team that the answer is about; empty where it is about none.": (
        "Das Team, um das es geht; leer, wo es um keines geht."
    ),
    "What was answered, where the question has several items.": (
        "Was beantwortet wurde, wo die Frage mehrere Punkte hat."
    ),
    "Whose answer it is: the smallest group that may be shown.": (
        "Wessen Antwort es ist: die kleinste Gruppe, die gezeigt werden darf."
    ),
    "Who answered, where that was announced; otherwise empty.": (
        "Wer geantwortet hat, wo das angekündigt war; sonst leer."
    ),
    "The answer as a number, by the scale of the step.": (
        "Die Antwort als Zahl, nach der Skala des Schrittes."
    ),
    "The answer as a text, or the option that was chosen; 4–5 where these points of a scale are "
    "told only together, since they would tell what everybody answered.": (
        "Die Antwort als Text, oder was gewählt wurde; 4–5, wo diese Punkte einer Skala nur "
        "zusammen gesagt werden, weil sie verraten würden, was alle geantwortet haben."
    ),
    "Told together": "Zusammen gesagt",
    "The pile of similar cards on which the facilitator has put the text.": (
        "Der Stapel ähnlicher Karten, auf den die Moderation den Text gelegt hat."
    ),
    "What the lowest number of the scale means.": "Was die kleinste Zahl der Skala bedeutet.",
    "What the highest number of the scale means.": "Was die größte Zahl der Skala bedeutet.",
    "1 = {low} … {points} = {high}": "1 = {low} … {points} = {high}",
    "The columns of “{sheet}”": "Die Spalten von „{sheet}“",
    "The questions and their scales": "Die Fragen und ihre Skalen",
    "The measures": "Die Maße",
    "Source: {sources}": "Quelle: {sources}",
    "Heading": "Überschrift",
    "Name in CSV and JSON": "Name in CSV und JSON",
    "Type": "Art der Daten",
    "Meaning": "Bedeutung",
    "Items": "Punkte",
    "Scale": "Skala",
    "Names": "Namen",
    # What kinds and measures call their figures
    "Mean": "Mittelwert",
    "Median": "Median",
    "Points": "Punkte",
    "Mean place": "Mittlerer Platz",
    "Other team": "Anderes Team",
    "We count on them": "Wir zählen auf sie",
    "They count on us": "Sie zählen auf uns",
    "Difference": "Unterschied",
    "Our own team": "Unser eigenes Team",
    "We trust more than average": "Wir vertrauen mehr als im Schnitt",
    "We are trusted more than average": "Uns wird mehr vertraut als im Schnitt",
    "Quality": "Eigenschaft",
    "We see us": "Wir sehen uns",
    "They see us": "Sie sehen uns",
    "We expect": "Wir erwarten",
    "Share of who trusts": "Anteil: wer vertraut",
    "Share of who is trusted": "Anteil: wem vertraut wird",
    "Share of the pair": "Anteil: welches Paar",
    "Errs by level": "Irrt im Niveau",
    "Errs by team": "Irrt je Team",
    "Errs by item": "Irrt je Punkt",
    "Errs by team and item": "Irrt je Team und Punkt",
    "Blind spot": "Blinder Fleck",
    "Misread": "Irrtum",
    "Pairs of people who have met": "Paare, die sich getroffen haben",
    "Possible for these two alone": "Möglich nur für diese beiden",
    "Pairs that there are": "Paare, die es gibt",
    "Contacts named": "Genannte Kontakte",
    "Across a border, of 100": "Über eine Grenze, von 100",
    "Mixing at random, of 100": "Bei zufälliger Mischung, von 100",
    "E-I index": "E-I-Index",
    "E-I mixing at random": "E-I bei zufälliger Mischung",
    "Coleman's index": "Coleman-Index",
    "Before": "Vorher",
    "Now": "Jetzt",
    "Change": "Veränderung",
    "Compared": "Verglichen",
    "Up": "Höher",
    "Same": "Gleich",
    "Down": "Tiefer",
    "All": "Alle",
    "The team itself": "Das Team selbst",
    "The others together": "Die anderen zusammen",
    "All others": "Alle anderen",
    "Whose order": "Wessen Reihenfolge",
    "Pairs the other way round": "Vertauschte Paare",
    "A random guess": "Zufälliges Raten",
    "Written": "Geschrieben",
    "Readers": "Lesende",
    "Believed": "Geglaubt",
    "In %": "In %",
    "At least, %": "Mindestens, %",
    "At most, %": "Höchstens, %",
    "Low side": "Untere Seite",
    "In the middle": "In der Mitte",
    "High side": "Obere Seite",
    "Agreement A": "Einigkeit A",
    "Consensus": "Konsens",
    "Answered now": "Jetzt geantwortet",
    "Statement": "Aussage",
    "Smallest share, smoothed": "Kleinster Anteil, geglättet",
    "Returned, of 100": "Erwidert, von 100",
    "State": "Lage",
    "They see themselves": "Sie sehen sich selbst",
    "The others expected": "Die anderen erwarteten",
    "consensus": "Konsens",
    "dissensus": "Dissens",
    "false consensus": "falscher Konsens",
    "false conflict": "falscher Konflikt",
    "meant": "ernst gemeint",
    "for the other side": "für die andere Seite",
    "What": "Was",
    "Who": "Wer",
    "For whom": "Für wen",
    "Who asks": "Wer nachfragt",
}

PATTERNS = (
    (r"^Place of “(.*)”$", r"Platz von „\1“"),
    (r"^(.*), per head$", r"\1, pro Kopf"),
    (r"^(.*) agree, %$", r"\1 stimmen zu, %"),
)
"""Names of columns that hold a name or an item of the workshop."""
