"""YAML 1.2 (and so JSON) as a tree in which everything knows its line; `on` is a word and a date is text.

The events of libyaml are put together here instead of by PyYAML, for three reasons: PyYAML reads YAML 1.1,
its trees forget duplicate keys, and a document that is nested deeply enough crashes its process.
"""

import re
from dataclasses import dataclass
from typing import Any, Final

import yaml

DEEPEST: Final = 50
MOST_REPEATED: Final = 200_000  # values, in all that aliases stand for
WORDS: Final[dict[str, object]] = dict.fromkeys(("", "~", "null", "Null", "NULL"))
WORDS.update(dict.fromkeys(("true", "True", "TRUE"), True))
WORDS.update(dict.fromkeys(("false", "False", "FALSE"), False))
INTEGER: Final = re.compile(r"[-+]?[0-9]+")
OTHER_BASE: Final = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
FLOAT: Final = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
STRING_TAG: Final = "tag:yaml.org,2002:str"
# A character outside the basic plane, as JSON escapes it; libyaml knows it only as itself.
SURROGATES: Final = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")


class YamlProblem(Exception):
    """The document cannot be read; `line` counts from 1."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(problem)
        self.line = line


@dataclass(slots=True)
class Node:
    """A value and its line: a scalar, a list of nodes, or a mapping from text to nodes.

    `written` is how a number is spelled, for those who take it as text.
    """

    value: Any
    line: int
    written: str | None = None

    def plain(self) -> Any:
        """The value without lines."""
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        return self.value


def parse(data: bytes) -> Node:
    """The one document in the data; YamlProblem when there is none, or several, or it is no YAML."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise YamlProblem(data.count(b"\n", 0, error.start) + 1, "the file is not in UTF-8") from None
    if "\\u" in text:
        text = SURROGATES.sub(
            lambda pair: pair[0].encode().decode("unicode_escape").encode("utf-16", "surrogatepass").decode("utf-16"),
            text,
        )
    try:
        return _compose(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlProblem(mark.line + 1 if mark else 1, f"is not YAML or JSON: {error.problem}") from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise YamlProblem(line, "has a character that YAML does not allow") from None


def _compose(text: str) -> Node:
    """Put the events together, one open collection at a time."""
    root: Node | None = None
    opened: list[Node] = []
    keys: list[str | None] = []  # for each open mapping the key that waits for its value
    names: list[str | None] = []  # for each open collection its anchor
    anchors = _Anchors()
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 1  # type: ignore[union-attr]  # libyaml marks every event
        if isinstance(event, yaml.ScalarEvent):
            if opened and isinstance(opened[-1].value, dict) and keys[-1] is None:
                if event.value in opened[-1].value:
                    raise YamlProblem(line, f"{event.value}: is given twice; keep one of them")
                keys[-1] = event.value
                continue
            value = _scalar(event, line)
            number = isinstance(value, int | float) and not isinstance(value, bool)
            node = Node(value, line, event.value if number else None)
            anchors.name(event.anchor, node)
        elif isinstance(event, yaml.CollectionStartEvent):
            if len(opened) == DEEPEST:
                raise YamlProblem(line, f"is nested deeper than {DEEPEST} levels")
            node = Node([] if isinstance(event, yaml.SequenceStartEvent) else {}, line)
        elif isinstance(event, yaml.AliasEvent):
            node = anchors.stands_for(str(event.anchor), line, DEEPEST - len(opened))
        elif isinstance(event, yaml.CollectionEndEvent):
            anchors.name(names.pop(), opened.pop())
            keys.pop()
            continue
        elif isinstance(event, yaml.DocumentStartEvent) and root is not None:
            raise YamlProblem(line, "a second document begins; write one case per file")
        else:
            continue
        if root is None:
            root = node
        else:
            _add(opened[-1], keys, node, line)
        if isinstance(event, yaml.CollectionStartEvent):
            opened.append(node)
            keys.append(None)
            names.append(event.anchor)
    if root is None:
        raise YamlProblem(1, "the file is empty")
    return root


class _Anchors:
    """What the anchors stand for, so far: only what is whole, and never more than can be taken in."""

    def __init__(self) -> None:
        self._named: dict[str, Node] = {}
        self._measures: dict[int, tuple[int, int]] = {}
        self._repeated = 0

    def name(self, anchor: str | None, node: Node) -> None:
        if anchor is not None:
            self._named[anchor] = node

    def stands_for(self, alias: str, line: int, room: int) -> Node:
        """The node with that anchor, if it is no deeper than the room that is left."""
        node = self._named.get(alias)
        if node is None:
            raise YamlProblem(line, f"the alias *{alias} stands for nothing before it; write the value out")
        size, depth = self._measure(node)
        self._repeated += size
        if depth > room or self._repeated > MOST_REPEATED:
            raise YamlProblem(line, f"the alias *{alias} stands for too much; write less")
        return node

    def _measure(self, node: Node) -> tuple[int, int]:
        """How many values a whole node holds, and on how many levels."""
        known = self._measures.get(id(node))
        if known is None:
            inside = node.value.values() if isinstance(node.value, dict) else node.value
            parts = [self._measure(part) for part in inside] if isinstance(node.value, dict | list) else []
            known = 1 + sum(size for size, _ in parts), 1 + max((depth for _, depth in parts), default=-1)
            self._measures[id(node)] = known
        return known


def _add(parent: Node, keys: list[str | None], node: Node, line: int) -> None:
    if isinstance(parent.value, list):
        parent.value.append(node)
        return
    key = keys[-1]
    if key is None:
        raise YamlProblem(line, "a key has to be a word")
    parent.value[key] = node
    keys[-1] = None


def _scalar(event: yaml.ScalarEvent, line: int) -> object:
    """The value by the core schema of YAML 1.2; quoted text is always text."""
    text: str = event.value
    if event.tag not in (None, "!", STRING_TAG):
        raise YamlProblem(line, f"the tag {event.tag} is not understood; leave it out")
    if event.tag or event.style:
        return text
    if text in WORDS:
        return WORDS[text]
    if text[0] in "+-.0123456789":
        if INTEGER.fullmatch(text) and len(text) < 20:
            return int(text)
        if OTHER_BASE.fullmatch(text):
            return int(text, 0)
        if FLOAT.fullmatch(text):
            return float(text)
    return text
