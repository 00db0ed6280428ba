"""The words for what administrators do, for what they let in, and for what they should look at twice."""

# As in app/domain/labels.py: code | Swedish | English.
ADMINISTRATION_LISTS = {
    "permission": """
        sip.lookup | slå upp personer | look persons up
        sip.read | läsa | read
        sip.write | skriva | write
        sip.consent | anteckna och återkalla samtycken | put down and withdraw consents
        sip.unit | se och fördela enhetens ärenden | see and hand out the unit's cases
        sip.statistics | läsa samverkansorganets statistik | read the coordination body's statistics
        sip.audit | läsa den egna aktörens logg | read the log of the own actor
        sip.admin | administrera vem som släpps in | administrate who is let in
    """,
    "role": """
        caseworker | handläggare | caseworker
        coordinator | samordnare | coordinator
        manager | chef | manager
        analyst | analytiker | analyst
        auditor | granskare | auditor
        administrator | administratör | administrator
    """,
    "issuer-kind": """
        system | myndigheters system | systems of agencies
        workforce | de som arbetar hos aktören | those who work at the actor
        person | den som planen handlar om | the person that the plan is about
    """,
    "suspension-reason": """
        key-leaked | en nyckel eller ett lösenord har läckt | a key or a password has leaked
        misuse | används till annat än den är till för | it is used for something else
        fault | den gör fel | it does wrong
        moved | ersätts av en annan | replaced by another
        ended | används inte mer | in use no more
    """,
    "registration-warning": """
        function-twice | kommunen har redan en aktör med den funktionen | the municipality has such an actor
        operator | aktören driver tjänsten och får registrera åt alla | the actor runs the service and registers for all
        audience-shared | fler utfärdares token har samma mottagare (aud) | other issuers have the same audience
        keys-shared | en annan utfärdare har samma nycklar | another issuer has the same keys
        algorithm-old | RS256 och liknande är äldre; välj hellre ES256 | RS256 and the like are older; rather take ES256
        not-https | nycklarna hämtas utan kryptering | the keys are fetched without encryption
        keys-elsewhere | nycklarna ligger på en annan adress än utfärdaren | the keys are at another host
        identity-claim-unused | anspråket med personnummer läses aldrig här | the identity claim is never read here
        assurance-none | hur någon än loggar in räcker det | however somebody signs in, it is enough
        speaks-for-many | utfärdaren är ingen enskild aktörs | the issuer is no single actor's
        issuer-of-many | vem klienten är intygas av en utfärdare som flera delar | an issuer of many vouches for it
        administrators | den som har rollen administratör får administrera | whoever has the role administrates
        admin-for-nobody | sip.admin gäller bara den som loggar in hos en aktör | sip.admin is for who signs in
        no-scopes | klienten får inget göra | the client may do nothing
        issuer-stopped | utfärdaren är stoppad, så ingen släpps in | the issuer is stopped, so nobody is let in
    """,
}
