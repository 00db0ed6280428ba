"""The words for how a consent was given to whoever recorded it."""

# As in app/domain/labels.py: code | Swedish | English.
CASELOAD_LISTS = {
    "consent-form": """
        on-paper | på papper | on paper
        orally | muntligt | orally
        electronically | elektroniskt | electronically
    """,
}
