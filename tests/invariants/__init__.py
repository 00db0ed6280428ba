"""The seven invariants of the service, as machines that act at random over REST on a real PostgreSQL.

1. A plan has one main responsible at most on any day; that there is none is a gap, and never an error.
2. Within one view a gap has exactly one owner, and every reader that sees it has one card of it.
3. No answer holds an item, or a word of one, that its reader may not see.
4. Every change has an actor, a user or client and a time and, where it ends something, a reason.
5. The same facts in any order give the same findings; what is said and taken back was never said.
6. What is told of a person is in the log, or there was no answer.
7. What was acknowledged is never lost, and what is sent again is never done again.

And what is said to be possible is what is not refused for the state, for whoever may. `looking.py` holds 1 to 4,
`test_order_of_arrival.py` 5, `table.py` and `again.py` 6 and 7, `moving.py` the last.
"""
