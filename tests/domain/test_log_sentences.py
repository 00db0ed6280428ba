"""The log in words: every act that the service logs has some, and together they are a sentence."""

import ast
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from app.adapters.postgres.reads import STATEMENTS
from app.domain.disclosure import Basis
from app.domain.findings_work import DEEDS
from app.domain.labels import LABELS_EN, LABELS_SV
from app.domain.locale import ENGLISH
from app.domain.log_sentences import SUBJECTS, has_words, sentence, words_of
from app.domain.log_words import LOG_TO_YOU_EN
from app.domain.merging import STATES
from app.domain.moves import MOVES

APP = Path(__file__).parents[2] / "app"
PUT_TOGETHER = {
    "f'{the_move.kind}-{the_move.noun}'": {f"{move.kind}-{move.noun}" for move in MOVES},
    "f'{item.content.kind}-add'": {f"{kind}-add" for kind in LABELS_SV["kind"]},
    "f'{item.content.kind}-corrected'": {f"{kind}-corrected" for kind in LABELS_SV["kind"]},
    "f'{item.content.kind}-relocated'": {f"{kind}-relocated" for kind in LABELS_SV["kind"]},
    "f'merge-{merge.state}'": {f"merge-{state}" for state in STATES},
    "f'{kind}-add'": {f"{kind}-add" for kind in LABELS_SV["kind"]},
    "f'finding-{deed.noun}'": {f"finding-{deed.noun}" for deed in DEEDS},
    "'message-add' if verb == 'added' else f'message-{verb}'": {"message-add", "message-closing"},
    "f'{kind_of(one)}-{act}'": {
        *("actor-registration", "issuer-registration", "issuer-release", "client-registration", "client-release"),
    },
    "f'{kind}-suspension'": {"issuer-suspension", "client-suspension"},
    "'agreement-adoption-alone' if body.alone else 'agreement-adoption'": {
        *("agreement-adoption-alone", "agreement-adoption"),
    },
    "act": {"handler-named", "handler-ended"},
    "what": {"plan-frozen", "plan-accepted", "plan-accepted-on-paper", "plan-acceptance-contradicted"},
}
"""What `log` is called with where it is not a literal, and all that it can be there."""


def logged_in(source: str) -> Iterator[ast.expr]:
    """The action that each call of a unit of work's `log` names."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "log":
            whose = ast.unparse(node.func.value)
            if whose.endswith("work"):
                yield node.args[0]


def actions_in(source: str) -> Iterator[str]:
    """The same as codes; a KeyError for what nobody has said all that it can be."""
    for action in logged_in(source):
        if isinstance(action, ast.Constant):
            yield str(action.value)
        else:
            yield from PUT_TOGETHER[ast.unparse(action)]


def test_everything_that_is_done_has_words() -> None:
    done = set(chain.from_iterable(actions_in(path.read_text()) for path in sorted((APP / "usecases").rglob("*.py"))))
    assert len(done) > 80
    assert {action for action in done if not has_words(action)} == set()


def test_everything_that_is_read_has_words() -> None:
    assert {f"read-{view}" for view in STATEMENTS} - LABELS_SV["log-action"].keys() == set()


def test_an_act_without_words_is_found() -> None:
    assert list(actions_in("async def f(work): await work.log('plan-burning', None)")) == ["plan-burning"]
    assert not has_words("plan-burning")
    with pytest.raises(KeyError):
        list(actions_in("async def f(work): await work.log(f'{x}-y', None)"))


def test_every_basis_has_words() -> None:
    assert {basis.value for basis in Basis} <= LABELS_SV["log-basis"].keys()


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (
            {"by": "caseworker", "agency": "Eksjö, socialtjänsten", "action": "read-plan", "refused": False,
             "categories": {"work", "health", "finding"}, "bases": {"0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11", "own"}},
            "En handläggare hos Eksjö, socialtjänsten läste planen. Det gällde glapp, hälsa och arbete. "
            "Grund: deras egna uppgifter och samtycke.",
        ),
        (
            {"by": "system", "agency": "Arbetsförmedlingen", "action": "activity-start", "refused": False,
             "categories": ["work"], "bases": ["own"]},
            "Ett system hos Arbetsförmedlingen antecknade: insats började. Det gällde arbete. "
            "Grund: deras egna uppgifter.",
        ),
        (
            {"by": "caseworker", "agency": "Föreningen", "action": "plan-refusal", "refused": False,
             "in_your_name": True},
            "En handläggare hos Föreningen antecknade: gemensam plan (SIP) avböjdes i ditt namn.",
        ),
        (
            {"by": "caseworker", "agency": "Föreningen", "action": "GET /persons/{person}", "refused": True},
            "En handläggare hos Föreningen försökte läsa något, men fick inte.",
        ),
        (
            {"by": "unknown", "agency": None, "action": "POST /plans", "refused": True},
            "Någon som inte visat vem det är försökte göra något, men fick inte.",
        ),
        (
            {"by": "link", "agency": "Föreningen", "action": "call-answer", "refused": False},
            "Någon med en engångslänk till Föreningen antecknade: kallelse besvarades.",
        ),
        (
            {"by": "person", "agency": None, "action": "read-access-log", "refused": False, "bases": ["self"]},
            "Du läste loggen över vem som läst.",
        ),
        (
            {"by": "system", "agency": None, "action": "never-heard-of", "refused": False},
            "Ett system hos en okänd aktör antecknade: never-heard of.",
        ),
    ],
)  # fmt: skip
def test_an_entry_is_a_sentence(entry: dict[str, object], said: str) -> None:
    assert sentence(**entry) == said  # type: ignore[arg-type]  # of as many types


CONSENT = "0b2f6d4e-6a56-4c52-9d3a-1f0c5a4e7b11"


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (
            {"by": "caseworker", "agency": "Arbetsförmedlingen", "action": "read-plan", "refused": False,
             "categories": {"work", "health", "finding"}, "bases": {CONSENT, "own"}},
            "A caseworker at Arbetsförmedlingen read the plan. It was about gaps, health and work. "
            "Basis: their own facts and a consent.",
        ),
        (
            {"by": "system", "agency": "Arbetsförmedlingen", "action": "activity-start", "refused": False,
             "in_your_name": True},
            "A system of Arbetsförmedlingen recorded: activity started in your name.",
        ),
        (
            {"by": "proxy", "agency": None, "action": "read-timeline", "refused": False, "bases": ["mandate"]},
            "Somebody who acts for you read your timeline. Basis: a mandate.",
        ),
        (
            {"by": "caseworker", "agency": None, "action": "GET /persons/{person}", "refused": True},
            "A caseworker at an unknown actor tried to read something, but was not allowed to.",
        ),
        (
            {"by": "unknown", "agency": None, "action": "POST /plans", "refused": True},
            "Somebody who has not shown who it is tried to do something, but was not allowed to.",
        ),
        (
            {"by": "person", "agency": None, "action": "read-person-export", "refused": False, "bases": ["self"]},
            "You took out everything about you.",
        ),
    ],
)  # fmt: skip
def test_it_is_one_in_english_too(entry: dict[str, object], said: str) -> None:
    assert sentence(**entry, locale=ENGLISH) == said  # type: ignore[arg-type]  # of as many types


def test_in_both_languages_the_person_is_spoken_to() -> None:
    actions = LABELS_EN["log-action"]
    assert LOG_TO_YOU_EN.keys() <= actions.keys()
    assert [action for action in actions if "the person" in words_of(action, ENGLISH)] == []
    to_you = {
        action
        for action, said in LABELS_SV["log-action"].items()
        if {"du", "dig", "din", "ditt", "dina"} & {*said.split()}
    }
    assert to_you <= LOG_TO_YOU_EN.keys()


def test_nothing_swedish_is_left_in_english() -> None:
    swedish = {word for word, _ in SUBJECTS.values()}
    for by in SUBJECTS:
        for action in [*LABELS_SV["log-action"], "activity-start", "never-heard-of"]:
            said = sentence(by=by, agency="A", action=action, refused=False, bases=LABELS_SV["log-basis"],
                            categories=[*LABELS_SV["log-subject"], *LABELS_SV["category"]], locale=ENGLISH)  # fmt: skip
            assert not set("åäöÅÄÖ") & {*said}, said
            assert not [one for one in swedish if said.startswith(f"{one} ")]


def test_a_kind_with_hyphens_keeps_them() -> None:
    assert words_of("main-responsible-closing") == "antecknade: huvudansvarig avslutades"
