"""A service in which municipality, region and state keep one shared plan (samordnad individuell plan, SIP) with a
person, and which finds early whoever is about to fall between them.

The map of the house. Everything points inwards: who drives, then the use cases, then the domain.

    domain      What is true of plans, gaps, consents and days, in plain Python. It knows nobody. Start with
                facts/ (what can be known), days.py (a gap is a set of days), gaps/rules/ (one rule, one module),
                moves.py (the state machines) and disclosure.py (who may see it: the single entrance).
    usecases    What somebody wants done: report a fact, start a plan, answer a call, read a timeline, detect. Each
                loads, lets the domain decide, and records. ports.py says what they need of the world outside.
    simulation  A made-up county in which agencies drop things, and how much of it is found. It knows no rule: the
                detection is handed to it.
    adapters    The world outside, one module or folder per thing, none of which knows another: postgres (with the
                embedded server), identity, documents, calendar, case_files, keys, mail.
    bootstrap   The only place that knows the adapters by name, and hands them to the use cases.
    settings    What can be set from outside, read once.
    api         REST: thin routers, problems, the published contract. main.py makes it and the portal a web process.
    portal      The pages that people meet, made on the server: a module a page; asking.py, showing.py, forms.py.
    worker      The detector's loop, and what else has its turn: seals, statistics, what is due, letters.
    cli         `sip`, for operators and for those who write rules.
    demo        The county and its twelve lives (told in stories/), through the API like everybody else; and in
                year/ the simulated county, played through the whole service day by day.

Follow one request: api/facts.py takes it, usecases/reporting.py carries it out, domain/item.py is what it stores,
adapters/postgres/work.py is the transaction, and a trigger in migrations/ tells the detector
(usecases/detecting.py) to look at the person again.

Who may know whom is held by the contracts in pyproject.toml; tests/architecture breaks each of them once.
"""
