"""What is wrong with a number of a proposed agreement: which number it is, between which it has to be, what to do."""

from types import SimpleNamespace

from app.domain.agreements import OLDEST, WATCHED, YOUNGEST
from app.domain.errors import FieldError
from app.domain.escalation import LONGEST
from app.domain.gaps.catalogue import RULES
from app.domain.gaps.sources import BOUNDS, Threshold
from app.domain.labels import LABELS_EN, LABELS_SV
from app.portal.words import words_of
from app.usecases.chart_scene import capital
from app.usecases.handbook_words import ENGLISH, SWEDISH

LISTS = {"working_days": "step", "escalation": "escalation-step", "funding": "payer"}


def wrong_words(error: FieldError, language: str) -> str | None:
    """The words for a field of the form, by its name there; None for what is no number of it."""
    t = words_of("body_agreements", language)
    labels = LABELS_EN if language == "en" else LABELS_SV
    part, _, code = error.field.partition(".")
    if part == "own_consent_from":
        return str(t.wrong_years.format(what=t.own_consent_years, least=YOUNGEST, most=OLDEST))
    if part == "thresholds":
        return _of_rule(t, code, language)
    if part not in LISTS or code not in labels[LISTS[part]]:
        return None
    name = capital(labels[LISTS[part]][code])
    if part == "funding":
        return str(t.wrong_share.format(what=name))
    said = t.wrong_days.format(what=name, most=LONGEST)
    more = t.wrong_order if part == "escalation" else t.wrong_twice if code in WATCHED else ""
    return f"{said} {more}".strip()


def _of_rule(t: SimpleNamespace, code: str, language: str) -> str | None:
    book = ENGLISH if language == "en" else SWEDISH
    id_, _, name = code.rpartition(".")
    threshold = RULES[id_].thresholds.get(name) if id_ in RULES else None
    if threshold is None:
        return None
    least, most = BOUNDS[threshold.unit]
    amount = book.amount(Threshold(most, "agreement", threshold.unit))
    what = f"{book.title(RULES[id_])}, {book.threshold(name)}"
    said = str(t.wrong_threshold.format(what=what, least=least, most=amount))
    if threshold.not_above:
        said += " " + t.wrong_above.format(other=book.threshold(threshold.not_above))
    return said
