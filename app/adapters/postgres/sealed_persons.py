"""What is sealed in PostgreSQL, as the keeper of the keys sees it: to seal it anew, never to read it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Engine, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import Uuid

from app.domain.errors import Conflict
from app.usecases.key_ports import Case, Sealed, SealedFact

ONE_AT_A_TIME: Final = 5_497_331_002
PAGE: Final = text(
    """select p.person_id, i.key_id, i.hash, p.identity, p.details
         from (select person_id, identity, details from person
                where (cast(:after as uuid) is null or person_id > :after)
                order by person_id limit :limit) p
         left join person_identity i using (person_id) order by p.person_id"""
)
FACTS: Final = text("select * from sealed_facts(:persons)").bindparams(bindparam("persons", type_=ARRAY(Uuid())))
LEFT: Final = text(
    """select count(*) from person p left join person_identity i using (person_id)
        where p.person_id <> all(:destroyed)
          and (i.key_id <> :index or get_byte(p.identity, 0) = 1 or get_byte(p.details, 0) = 1
               or p.person_id in (select sealed_by_one_key()))"""
).bindparams(bindparam("destroyed", type_=ARRAY(Uuid())))
# As long as nobody has changed it meanwhile: what was found then is sealed anew with the next round.
INDEX: Final = text(
    "update person_identity set hash = :new_hash, key_id = :key_id where person_id = :person_id and hash = :hash"
)
IDENTITY: Final = text(
    "update person set identity = :new_identity where person_id = :person_id and identity = :identity"
)
DETAILS: Final = text("update person set details = :new_details where person_id = :person_id and details = :details")
FACT: Final = text("select reseal(:person_id, :id, :source_version, :revision, :before, :after)")
CASE: Final = text(
    """select (select count(*) from person p where p.person_id = :person), plans, open,
              array_remove(same(:person), cast(:person as uuid))
         from plans_of(:person, cast(:on as date))"""
)
LOG: Final = text(
    """insert into audit (request_id, "user", person_id, action, outcome, items)
       values (:request_id, 'operator', :person, :action, 'done', '[]')"""
)


class PostgresSealedPersons:
    """A SealedPersons on an engine of two connections as sip_keeper; see usecases/key_ports.py."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def alone(self) -> Iterator[None]:
        with self._engine.connect() as connection:
            lock = text("select pg_try_advisory_lock(:n)")
            if not connection.scalar(lock, {"n": ONE_AT_A_TIME}):
                raise Conflict("another `sip keys` is at work; wait until it has ended")
            connection.commit()
            try:
                yield
            finally:
                # A connection that has gone away has let go of it.
                with suppress(DBAPIError):
                    connection.execute(text("select pg_advisory_unlock(:n)"), {"n": ONE_AT_A_TIME})
                    connection.commit()

    def index_key(self) -> str:
        with self._engine.connect() as connection:
            return str(connection.scalar(text("select id from index_key where current")))

    def take_into_use(self, index_key: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(
                text("update index_key set current = false where current and id <> :id"), {"id": index_key}
            )
            connection.execute(
                text("insert into index_key values (:id, true) on conflict (id) do update set current = true"),
                {"id": index_key},
            )

    def count(self) -> int:
        with self._engine.connect() as connection:
            return int(connection.scalar(text("select count(*) from person")) or 0)

    def page(self, after: UUID | None, limit: int) -> Sequence[Sealed]:
        with self._engine.connect() as connection:
            rows = connection.execute(PAGE, {"after": after, "limit": limit}).all()
            facts: dict[UUID, list[SealedFact]] = defaultdict(list)
            for person_id, *fact in connection.execute(FACTS, {"persons": [row.person_id for row in rows]}):
                facts[person_id].append(SealedFact(*fact))
            return [Sealed(**row._mapping, facts=facts[row.person_id]) for row in rows]

    def save(self, changes: Sequence[tuple[Sealed, Sealed]]) -> None:
        index, identity, details, facts = [], [], [], []
        for old, new in changes:
            person: dict[str, Any] = {"person_id": old.person_id}
            if new.hash != old.hash:
                index.append({**person, "hash": old.hash, "new_hash": new.hash, "key_id": new.key_id})
            if new.identity != old.identity:
                identity.append({**person, "identity": old.identity, "new_identity": new.identity})
            if new.details != old.details:
                details.append({**person, "details": old.details, "new_details": new.details})
            for before, after in zip(old.facts, new.facts, strict=True):
                if before != after:
                    row = {"id": before.id, "source_version": before.source_version, "revision": before.revision}
                    facts.append({**person, **row, "before": before.sealed, "after": after.sealed})
        with self._engine.begin() as connection:
            for statement, rows in ((INDEX, index), (IDENTITY, identity), (DETAILS, details)):
                if rows:
                    connection.execute(statement, rows)
            for row in facts:
                connection.execute(FACT, row)

    def left(self, index_key: str, destroyed: set[UUID]) -> int:
        with self._engine.begin() as connection:
            connection.execute(text("set local statement_timeout = 0"))
            return int(connection.scalar(LEFT, {"index": index_key, "destroyed": list(destroyed)}) or 0)

    def retire(self, index_key: str) -> Mapping[str, int]:
        others = text(
            """select k.id, (select count(*) from person_identity i where i.key_id = k.id) from index_key k
                where k.id <> :id for update of k"""
        )
        with self._engine.begin() as connection:
            found = {name: int(count) for name, count in connection.execute(others, {"id": index_key})}
            gone = [name for name, count in found.items() if count == 0]
            connection.execute(text("delete from index_key where id = any(:gone)"), {"gone": gone})
            return {name: count for name, count in found.items() if count}

    def case(self, person_id: UUID, on: datetime) -> Case | None:
        with self._engine.connect() as connection:
            known, plans, unended, others = connection.execute(CASE, {"person": person_id, "on": on.date()}).one()
            return Case(plans, unended, others) if known else None

    def destruction(self, person_id: UUID, reason: str, decision: str | None, request_id: str) -> None:
        note = text(
            """insert into destroyed_key (person_id, reason, decision) values (:person, :reason, :decision)
               on conflict do nothing"""
        )
        with self._engine.begin() as connection:
            connection.execute(note, {"person": person_id, "reason": reason, "decision": decision})
            connection.execute(LOG, {"request_id": request_id, "person": person_id, "action": "key-destruction"})

    def log_rotation(self, request_id: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(LOG, {"request_id": request_id, "person": None, "action": "key-rotation"})
