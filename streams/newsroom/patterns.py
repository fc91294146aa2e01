"""The sentences that stories are made of.

Runs of fixed words stay short on purpose: two stories must not look like copies because one grammar made them.
"""

from __future__ import annotations

from streams.newsroom.vocabulary import (
    ADJECTIVES,
    ADVERBS,
    DAYS,
    FIRST_NAMES,
    HOURS,
    LAST_NAMES,
    MONTHS,
    PLACES,
    SPANS,
    STREETS,
)

WORDS: dict[str, tuple[str, ...]] = {
    "adjective": ADJECTIVES,
    "adverb": ADVERBS,
    "day": DAYS,
    "month": MONTHS,
    "elsewhere": PLACES,
    "street": STREETS,
    "span": SPANS,
    "hour": HOURS,
    "stranger": tuple(f"{first} {{surname}}" for first in FIRST_NAMES),
    "surname": LAST_NAMES,
}

PHRASES: dict[str, tuple[str, ...]] = {
    "object": (
        "the {adjective} {thing}",
        "the {thing}",
        "the {thing} on {street}",
        "the {thing} in {elsewhere}",
        "the {adjective} {thing} of {elsewhere}",
    ),
    "somebody": (
        "{stranger}, a {role} from {elsewhere},",
        "the {body}",
        "{role} {stranger}",
        "the {body} of {elsewhere}",
        "{stranger}",
        "a {role} in {elsewhere}",
    ),
    "when": (
        "on {day}",
        "on {day} [morning|evening|afternoon]",
        "in {month}",
        "last {month}",
        "{span} ago",
        "at {hour} on {day}",
        "[early|late] on {day}",
        "before {hour} on {day}",
    ),
    "later": (
        "in {month}",
        "by {month}",
        "before the end of {month}",
        "within {span}",
        "after {span}",
        "next {day}",
        "from {month} on",
    ),
    "several": ("[some|about|nearly|more than|at least] {number} {unit}",),
    "many": ("{number} {unit}", "[some|about|nearly|more than|at least] {number} {unit}"),
    "deed": (
        "{verb} {object}",
        "{verb} {object} {adverb}",
        "{verb} {object} {when}",
        "{verb} {object} because of {worry}",
    ),
    "event": (
        "{somebody} {deed}",
        "{worry} had cost {place} {many}",
        "{several} were counted at {object}",
        "nobody had {verb} {object} for {span}",
        "{object} was {verb} {when}",
        "{several} depended on {object}",
        "{somebody} had warned of {worry}",
        "{stranger} found {many} near {street}",
    ),
    "aim": (
        "to {infinitive} {object}",
        "to {infinitive} {object} {later}",
        "to pay for {many}",
        "to {infinitive} {object} and to look for {many}",
        "to put an end to {worry}",
    ),
    "spoken": (
        "We will {infinitive} {object} {later}, and we cannot wait for {somebody}",
        "Every {role} in {elsewhere} knows about {worry}, and {many} will not change that",
        "I [always said|never doubted|told {stranger}] that {worry} would reach {elsewhere} {later}",
        "It was never [only|just] {many}, it was [always|also|mostly] {object}",
        "You cannot {infinitive} {object} with {many} alone",
        "We must {infinitive} {object} {later}, or {worry} will be back",
        "All of us heard of {worry} {when}, and nobody in {elsewhere} was surprised",
        "They will [tell|explain to] every {role} why {object} was {verb} {when}",
        "My father was a {role} in {elsewhere}, and he always feared {worry}",
        "There are {many} in [our|their] books, and each [one|entry] will be [checked|counted] {later}",
        "I will not talk about {worry} before {somebody} has {verb} {object}",
        "Nobody asked {stranger} {when}, although [all|most] [papers|plans|letters] named {object}",
        "In {span} we [will|may] [laugh|sing] of {worry}, but on {street} it was terrible",
        "With {many} we can [begin|go on], [with|for] less we must [forget|give up] {object}",
    ),
}

LEADS = (
    "The {body} of {place} [has {verb}|{verb}] the {adjective} {thing} {when} after {event}.",
    "{several} are missing in {place}, where the {body} {verb} the {thing} {when}.",
    "The {adjective} {thing} in {place} was {verb} {when}, {span} after {event}.",
    "A {role} from {place} has asked the {body} {aim}, saying that {event}.",
    "Because of {worry}, the {body} in {place} {verb} the {thing} {when} and wants {aim}.",
    "It took {span}, but {when} the {body} {verb} the {thing} of {place}.",
    "{worry} and {many}: in {place} the {body} is trying {aim} {later}.",
)
DETAILS = (
    "{event} {when}, and {event}.",
    "{event}, the {body} said {when}.",
    "According to {lead}, {event}.",
    "{event}, but {event}.",
    "While {event}, {event}.",
    "{when}, {event}.",
    "In {elsewhere}, {event} after {span} of {worry}.",
    "{somebody} wants {aim}.",
    "The {thing} on {street} was {verb} {when} by {stranger} of {elsewhere}.",
    "Between {street} and {street}, {event}.",
    "{role} {stranger} [said|explained|recalled] that {event} {when}.",
    "None of it was known to {lead}, who {deed} {when}.",
    "For {span}, {event}; then {event}.",
    "The {body} did not say whether {event}.",
    "That {event} was [noticed|denied|confirmed|doubted] by {stranger}, {role} in {elsewhere}.",
    "What {place} lacks, {second} said, is a {role} who knows {worry}.",
    "Until {month}, {stranger} had {verb} {object} almost alone.",
    "{second} and {stranger} {deed}, and the {body} was told {when}.",
)
FIGURES = (
    "The {thing} cost {number} crowns, of which {place} paid {number}.",
    "{several} were counted {when}, compared with {number} in {month}.",
    "Of {number} {unit}, {small} were found near {street} by {stranger}.",
    "In {month} there were {number} {unit}, {percent} percent more than in {month} of the year before.",
    "[Repairs|Works|Tests] on {object} will take {small} weeks and cost {number} crowns.",
    "[Some|About|Only] {percent} percent of {place} can be reached from {object}, {lead} calculated.",
    "{stranger} put the damage at {number} crowns; the {body} spoke of {number}.",
    "Since {year}, {place} has [lost|counted|paid for] {small} of {number} {unit}.",
    "The {thing} was built in {built} and last {verb} in {year}.",
    "About {number} {unit} pass {street} [each day|every week|in a month], {small} of them by night.",
)
QUOTES = (
    "“{spoken},” said {lead}, {lead_role} in {place}.",
    "“{spoken},” {second} [said|told the {body}] {when}.",
    "“{spoken},” said {stranger}, who lives on {street}.",
    "{lead} [said|wrote|replied] {when}: “{spoken}.”",
    "“{spoken},” {stranger}, a {role}, told a meeting in {elsewhere}.",
    "Asked about {worry}, {second} said: “{spoken}.”",
)
CLOSINGS = (
    "The {body} [meets|sits] again {later}, when {stranger} is to speak about {worry}.",
    "A decision about {object} is expected {later}, {lead} said.",
    "{second} hopes {aim} {later}; {stranger} has doubts.",
    "Whether {worry} [ends|stays] with that, {place} will know {later}.",
    "The {thing} stays as it is until {stranger} and the {body} have met {later}.",
)
HEADLINES = (
    "{body_title} [plans|wants|hopes] {aim_short}",
    "{place} {thing} {verb} after {worry}",
    "{worry_title} in {place}: {thing} {verb} {when}",
    "{lead}: {place} must {infinitive} {thing}",
    "{number} {unit} and one {thing}: {place} counts again",
    "Why {place} {verb} the {adjective} {thing}",
    "{place} waits for its {thing} as {second} warns of {worry}",
    "{body_title} in {place} {verb} {thing}, {lead} protests",
)
NOTES = {
    "correction": (
        "Correction: An earlier version of this article misstated {misstated}. It is {new}, not {old}.",
        "Correction: {misstated} was given wrongly in an earlier version of this article. It is {new}, not {old}.",
    ),
    "update": (
        "Update, {when}: This article has been updated {updated}.",
        "Updated {when} to include {included}.",
    ),
}
NOTE_PHRASES = {
    "misstated": ("the number of {unit}", "a figure given by {lead}", "a figure in the report of {stranger}"),
    "updated": ("with what {second} said", "after {stranger} answered", "with the figures of the {body}"),
    "included": ("a comment by {second}", "the reply of {stranger}", "the number of {unit}"),
}
LIVE = (
    "{event}, {stranger} says.",
    "The {body} reports that {event}.",
    "{event}, while {many} are waiting near {street}.",
    "{lead} has arrived at {street} and wants {aim}.",
    "News from {elsewhere}: {event}.",
)
