"""The words for why two records are made one, for what became of it, and why not."""

# As in app/domain/labels.py: code | Swedish | English.
MERGE_LISTS = {
    "merge-evidence": """
        number-changed | samordningsnumret har blivit ett personnummer | a coordination number became a personal number
        number-mistyped | ett nummer skrevs fel | a number was typed wrong
        two-coordination-numbers | två samordningsnummer för samma person | two coordination numbers of one person
        confirmed-by-person | bekräftat med personen | confirmed with the person
    """,
    "merge-state": """
        proposed | föreslagen | proposed
        declined | avslagen | declined
        applied | sammanförd | made one
        undone | delad igen | two again
    """,
    "merge-reason": """
        different-persons | det är två olika personer | they are two persons
        evidence-insufficient | underlaget räcker inte | the evidence is not enough
        merged-by-mistake | det gjordes av misstag | it was done by mistake
    """,
}
