"""The words for the catalogue of activities: for whom they are, where, and on whose account."""

# As in app/domain/labels.py: code | Swedish | English.
OFFER_LISTS = {
    "target-group": """
        long-term-unemployed | långtidsarbetslösa | long-term unemployed
        disability | personer med funktionsnedsättning | people with a disability
        newly-arrived | nyanlända | newly arrived
        short-schooling | personer med kort utbildning | people with short schooling
        youth-duty | unga i aktivitetsansvaret (KAA) | youth under activity duty
        return-from-sick-leave | på väg tillbaka efter lång sjukskrivning | returning from a long sick leave
    """,
    "offer-scope": """
        local | lokalt | locally
        national | nationellt program | national programme
    """,
    "offer-state": """
        offered | erbjuds | offered
        withdrawn | erbjuds inte längre | no longer offered
    """,
    "payer": """
        national | staten | the state
        region | regionen | the region
        municipality | kommunen | the municipality
        others | någon annan | somebody else
    """,
}
