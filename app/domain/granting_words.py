"""The words for consents and for what lets somebody see without one, or act for somebody else."""

# As in app/domain/labels.py: code | Swedish | English.
GRANTING_LISTS = {
    "consent-state": """
        draft | utkast, öppnar inget | draft, opens nothing
        upcoming | börjar gälla senare | begins later
        in-force | gäller | in force
        expired | har gått ut | has run out
        withdrawn | återkallat | withdrawn
        replaced | ersatt av ett nyare | replaced by a newer one
    """,
    "consent-giver": """
        person | personen själv | the person
        guardian | vårdnadshavare | guardian
        proxy | ombud med fullmakt | proxy with a mandate
    """,
    "legal-basis-state": """
        upcoming | börjar gälla senare | begins later
        in-force | gäller | in force
        expired | har gått ut | has run out
        withdrawn | återtaget | taken back
    """,
    "mandate-state": """
        awaiting | väntar på personens ja | waits for the person's yes
        upcoming | börjar gälla senare | begins later
        in-force | gäller | in force
        expired | har gått ut | has run out
        withdrawn | återkallad | withdrawn
    """,
    "disclosure-provision": """
        disclosure-duty | uppgiftsskyldighet i lag eller förordning | a duty to disclose, by law or ordinance
        necessary-disclosure | nödvändigt för den egna verksamheten | necessary for one's own task
        care-of-the-young | vård och stöd till den som är ung | care and support of the young
        insurance-duty | uppgifter till Försäkringskassan | information for the social insurance agency
    """,
    "mandate-form": """
        guardian | vårdnadshavare | guardian
        proxy | ombud med fullmakt | proxy with a mandate
    """,
    "mandate-power": """
        read | läsa | read
        consent | lämna och återkalla samtycke | give and withdraw consents
    """,
}
