"""The words for what is corrected on a person, why, and what stands in the way."""

# As in app/domain/labels.py: code | Swedish | English.
CORRECTION_LISTS = {
    "correction-reason": """
        number-mistaken | fel nummer angavs | a number was mistaken
        persons-mixed-up | två personer förväxlades | two persons were mixed up
        document-misfiled | en handling hamnade fel | a document was misfiled
    """,
    "correction-outcome": """
        moved | flyttad till den som den gäller | moved to the right person
        removed | borttagen | removed
    """,
    "correction-obstacle": """
        rests-on-it | något annat hänger på uppgiften | something else rests on it
        takes-part | någon annan deltar i planen | somebody else takes part in the plan
        agreed-on | planen är fastställd | the plan has been agreed on
        in-a-plan | uppgiften hör till en plan och flyttas med den | it belongs to a plan, and moves with that
        answered | någon annan har svarat | somebody else has answered
        never-moved | den tas bort och lämnas på nytt för rätt person | it is removed, and given anew
        stands | en nödöppning står kvar | an emergency access stands as it was opened
    """,
}
