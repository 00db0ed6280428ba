"""The words for the catalogue of activities: for whom, where, on whose account."""

# As in app/domain/labels.py: code | Swedish | English.
OFFER_LISTS = {
    "payer": """
        national | staten | the state
        region | regionen | the region
        municipality | kommunen | the municipality
        others | någon annan | somebody else
    """,
}
