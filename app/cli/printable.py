"""What others have written, as a terminal may be given it."""


def printable(text: str) -> str:
    """The text without anything that could steer a terminal: every unprintable character is a space."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
