"""What an item `s` refers to, as far as its reader is told: app/domain/facts/references.py, said in SQL.

Where a reference leads is looked for first among the items that the statement has at hand, and only then by itself.
"""

from collections.abc import Mapping
from typing import Final

from app.domain.facts import ITEM_KINDS
from app.domain.facts.references import ASKED_WITHOUT, OF_THE_PLAN, WORKED_OUT, leading, listing

CHOSEN: Final = {
    kind: [name for name in leading(kind) if name not in (OF_THE_PLAN, WORKED_OUT.get(kind))] for kind in ITEM_KINDS
}
CHOICES: Final = [
    {kind: names[n] for kind, names in CHOSEN.items() if n < len(names)} for n in range(max(map(len, CHOSEN.values())))
]
"""The name of each reference beside the plan, by kind: looked for in one expression for all kinds."""
OWN: Final = "s.basis = 'own'"
BY_NAME: Final = "s.basis = 'named'"
SEALED: Final = "crisis-plan"
"""The kind with contacts that one view alone unseals."""
PLAIN: Final = [
    kind for kind in ITEM_KINDS if {*leading(kind), *listing(kind)} <= {OF_THE_PLAN, "need"} and kind != SEALED
]
"""The kinds of most items, which refer to a plan and a need at most."""


def tells_plan(among: str) -> str:
    """Whether it is told which plan the item is in."""
    seen = sees("s.plan_id", among)
    return f"case when s.plan_id is null or {BY_NAME} then false when {OWN} then true else {seen} end"


def told_fields(among: str) -> str:
    """The fields of the item without what is sealed, and without the references that are not told."""
    hidden = ", ".join(
        (
            f"case when s.kind = '{SEALED}' then 'contacts' end",
            f"case when s.plan_id is not null and not {tells_plan(among)} then '{OF_THE_PLAN}' end",
            *(f"case when not {OWN} then {_unseen(f'r{n}', names, among)} end" for n, names in enumerate(CHOICES)),
            _unseen("later", WORKED_OUT, among),
        )
    )
    named = ", ".join(f"{_by_kind(names)} as r{n}" for n, names in enumerate(CHOICES))
    lists = " ".join(
        f"when '{kind}' then jsonb_build_object('{name}', {_seen_of(name, among)})"
        for kind in ITEM_KINDS
        for name in listing(kind)
    )
    # Without the `offset` the names would be worked out again wherever they are used, by each reading that has an item.
    return f"""
        case when {_plainly_told(among)} then s.fields else (
        select s.fields - array[{hidden}] || case when {OWN} then '{{}}' else case s.kind {lists} else '{{}}' end end
          from (select {named}, {_by_kind(WORKED_OUT)} as later offset 0) n) end"""  # noqa: S608 - only its own literals


def _plainly_told(among: str) -> str:
    """Whether all of the item's fields are told, as of most items: the same as below, seen at a glance."""
    plain = ", ".join(f"'{kind}'" for kind in PLAIN)
    return f"""
        not {BY_NAME} and s.kind in ({plain})
             and (s.plan_id is null or s.plan_id in (select id from {among}))
             and coalesce((s.fields ->> 'need')::uuid in (select id from {among}), true)"""  # noqa: S608 - as above


def sees(reference: str, among: str) -> str:
    """Whether the reader sees that item of the person of `s`."""
    found = f"{reference} in (select id from {among})"  # noqa: S608 - as above
    return f"case when {found} then true else sip.sees(s.person_id, {reference}) end"


def _by_kind(names: Mapping[str, str]) -> str:
    return "case s.kind " + " ".join(f"when '{kind}' then '{name}'" for kind, name in names.items()) + " end"


def _unseen(name: str, names: Mapping[str, str], among: str) -> str:
    """That name, if the item has such a reference and it is not told; `names` are all that it may be."""
    asked = ", ".join(f"'{kind}'" for kind, one in names.items() if one in ASKED_WITHOUT.get(kind, ()))
    by_name = f"when {BY_NAME} and s.kind in ({asked}) then n.{name}" if asked else ""
    seen = sees(f"(s.fields ->> n.{name})::uuid", among)
    return f"case when s.fields ->> n.{name} is null then null {by_name} when {seen} then null else n.{name} end"


def _seen_of(name: str, among: str) -> str:
    """Those of several that the reader sees, in their order."""
    return f"""(
        select coalesce(jsonb_agg(o.one order by o.nth), '[]')
          from jsonb_array_elements_text(s.fields -> '{name}') with ordinality o (one, nth)
         where {sees("o.one::uuid", among)})"""  # noqa: S608 - as above
