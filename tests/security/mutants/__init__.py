"""Every rule of secrecy that the reference states, with at least one seeded mutant that breaks it and is found.

rulebook        the rules, as docs/reference/secrecy.md numbers them
seeds           what a mutant is: a small change of a function, statement, policy or schema, and the probe
deciding, asking, keeping, leaving, writing    the mutants: of who sees what, who asks, what is kept, leaves, is written
probes, rows    what is asked of the service, of its tokens and of its database
standing        mutants that other tests seed already, by the test that does
"""

import pytest

# What a probe finds is told in its failure, as by any other test.
pytest.register_assert_rewrite(*(f"{__name__}.{name}" for name in ("keeping", "leaving", "probes", "rows")))
