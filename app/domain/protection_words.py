"""The words for the levels of protected identity."""

# As in app/domain/labels.py: code | Swedish | English.
PROTECTION_LISTS = {
    "protection": """
        none | inget skydd | no protection
        marked | sekretessmarkering | secrecy marking
        protected-registration | skyddad folkbokföring | protected registration
        new-identity | fingerade personuppgifter | new identity
    """,
}
