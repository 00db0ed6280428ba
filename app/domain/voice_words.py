"""The words for messages, for what the person has said, and for how the person wants to be reached."""

# As in app/domain/labels.py: code | Swedish | English.
VOICE_LISTS = {
    "thread-state": """
        open | öppen | open
        closed | avslutad, behöver inget svar | closed, needs no answer
    """,
    "contact-channel": """
        phone | telefon | phone
        text-message | sms | text message
        e-mail | e-post | e-mail
        digital-mailbox | digital brevlåda | digital mailbox
        letter | brev | letter
        video | videosamtal | video call
        in-person | träffas | in person
        through-somebody | genom någon annan | through somebody else
    """,
    "paper-answer": """
        yes | ja, på papper | yes, on paper
        no | nej, på papper | no, on paper
    """,
}
