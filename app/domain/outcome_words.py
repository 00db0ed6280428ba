"""The words for what came of a plan: how it ended, how far its goals were reached, and how the person sees it."""

# As in app/domain/labels.py: code | Swedish | English.
OUTCOME_LISTS = {
    "plan-closing": """
        goals-met | målen är nådda | the goals are met
        self-sufficient | personen försörjer sig själv | the person is self-sufficient
        moved | personen har flyttat | the person has moved
        declined | personen vill inte fortsätta | the person does not want to go on
        died | personen har avlidit | the person has died
        other | annat | other
    """,
    "goal-outcome": """
        met | uppfyllt | met
        partly | delvis uppfyllt | partly met
        not | inte uppfyllt | not met
    """,
    "ladder-step": """
        far-from-work | långt från arbete | far from work
        finding-footing | får ordning på vardag och hälsa | finding a footing in everyday life and health
        taking-part | deltar regelbundet i något | takes part in something regularly
        training | tränar eller utbildar sig för arbete | trains or studies for work
        seeking | söker arbete | looks for work
        with-support | arbetar eller studerar med stöd | works or studies with support
        without-support | arbetar eller studerar utan stöd | works or studies without support
    """,
    "questionnaire-statement": """
        heard | Jag blir lyssnad på | I am listened to
        my_goals | Målen i planen är mina egna | The goals of the plan are my own
        who_does_what | Jag vet vem som gör vad | I know who does what
        whom_to_call | Jag vet vem jag kan ringa | I know whom I can call
        better_off | Jag har fått det bättre | I am better off
    """,
    "questionnaire-answer": """
        1 | stämmer inte alls | not at all
        2 | stämmer ganska dåligt | not much
        3 | stämmer delvis | in part
        4 | stämmer ganska bra | mostly
        5 | stämmer helt | wholly
        declined | vill inte svara | prefers not to say
    """,
    "end-report-state": """
        current | skriven | written
        withdrawn | återtagen | taken back
        final | gäller som slutrapport | stands as the end report
    """,
}
