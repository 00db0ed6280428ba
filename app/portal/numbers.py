"""Numbers as people write them: 89 604 and 55,7 in Swedish, 89,604 and 55.7 in English."""


def number_words(value: float, language: str, decimals: int = 1) -> str:
    """With so many decimals at the most where it is not whole; the space of Swedish does not break."""
    text = f"{value:,.0f}" if float(value).is_integer() else f"{round(value, decimals):,}"
    return text if language == "en" else text.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")
