"""When to look at what: schedule, budget and state of the poller. Pure; ``streams/hosts/poll*.py`` fetches.

Observed: four fifths of all edits fall into an article's first day, and a page that was edited is edited again sooner
than others. A ladder of fixed intervals spends most of its looks where nothing happens any more.

Decided: every page has a rate of edits, estimated from what its site does at that age and from its own past
(``rates``); a look is due when what it is expected to find is worth a threshold (``schedule``); the threshold alone
is tuned until the looks fit the budget (``agenda``), and starts that are remembered keep the budget whatever the
estimates say (``budget``). A look is remembered before it starts, and its result, what it found and the next time are
remembered together (``poller``).

Deliberately missed: the hour of the day, and how much an edit matters.
"""
