"""The words for what a local agreement sets: the steps of a coordination, where they stand, and who pays."""

# As in app/domain/labels.py: code | Swedish | English.
AGREEMENT_LISTS = {
    "step": """
        contact | första kontakten med personen | first contact with the person
        call | första kallelsen | first call
        answer | svar på kallelsen | answer to the call
        meeting | mötet | the meeting
        follow-up | uppföljningen | the follow-up
    """,
    "deadline-state": """
        waiting | väntar | waiting
        late | dröjer | overdue
        done | klart | done
    """,
    "alone-reason": """
        nobody-else | ingen annan gick att nå | nobody else could be reached
        urgent | det kunde inte vänta | it could not wait
        wrong-before | det som gällde var fel | what held was wrong
    """,
    "requirement": """
        activities | vilka insatser som behövs | which activities are needed
        principals | vad kommunen och regionen svarar för | what municipality and region answer for
        others | vad andra gör | what others do
        main-responsible | vem som har det övergripande ansvaret | who has the overall responsibility
        follow-up | en dag för uppföljning | a day of follow-up
        contact-people | kontaktpersoner | contact people
        consent | samtycke | consent
    """,
}
