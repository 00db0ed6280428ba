"""The words of the statistics: their tables, columns and rows."""

# As in app/domain/labels.py: code | Swedish | English.
STATISTICS_LISTS = {
    "statistics-table": """
        gaps | Glapp per regel | Gaps by rule
        gap-months | Glapp per regel och månad | Gaps by rule and month
        meetings | Från behov till SIP-möte | From need to SIP meeting
        follow-ups | Uppföljningar som skulle ske | Follow-ups that were due
        calls | Kallelser utan svar | Calls without an answer
        levels | Planer där kommun, region och stat har pågående insats | Plans in which all levels are active
        goals | Mål vid uppföljning | Goals at follow-ups
        ladder | Steg mot arbete | Steps towards work
        self-sufficiency | Egen försörjning | Self-sufficiency
        questionnaire | Personernas egna svar | What the persons say
        costs | Kostnader per betalare | Costs by payer
        cost-shifts | Ersättning som följdes av försörjningsstöd | Benefits followed by income support
    """,
    "statistics-column": """
        opened | öppnade | opened
        resolved | lösta | resolved
        median_days | dagar till lösning, median | days to resolve, median
        month-1 | öppnade första månaden | opened in the first month
        month-2 | öppnade andra månaden | opened in the second month
        month-3 | öppnade tredje månaden | opened in the third month
        needs | behov | needs
        median_working_days | arbetsdagar till möte, median | working days to the meeting, median
        follow-ups | uppföljningar | follow-ups
        share | andel i procent | share in per cent
        unanswered | utan svar i tid | without an answer in time
        plans | planer | plans
        goals | mål | goals
        persons | personer | persons
        steps | steg sammanlagt | steps in all
        answers | svar | answers
        mean | medelvärde, 1 till 5 | mean, 1 to 5
        activities | insatser | activities
        kronor | kronor | kronor
        shifts | övervältringar | shifts
        weeks | veckor | weeks
    """,
    "statistics-row": """
        held | hölls | held
        waiting | väntar vid kvartalets slut | waiting at the end of the quarter
        due | skulle ske | due
        missed | hölls inte | not held
        others | övriga aktörer | other actors
        open | öppna vid kvartalets slut | open at the end of the quarter
        all-active | alla tre nivåer | all three levels
        some-active | inte alla nivåer | not all levels
        nearer | närmare arbete | nearer to work
        same | lika långt | as far as before
        further | längre från arbete | further from work
        began | blev självförsörjande | became self-sufficient
        all | sammanlagt | in all
    """,
    "statistics-place": """
        municipality | kommun | municipality
        body | samverkansorgan | coordination body
        county | län | county
    """,
}
