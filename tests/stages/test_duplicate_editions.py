"""Next year's edition of a notice is another text, however much of it stays."""

from tests.stages.test_duplicate_judgement import judged

CALL_2021 = """\
The harbour office invites proposals for the Open Quay Day 2021, which takes place on 12 June in the old net loft.
Talks may last ten or thirty minutes, and anybody who works with boats, nets or charts may give one.
Send a title, five lines about the talk and a way to reach you to the harbour office by 30 April.
Speakers are told by the middle of May whether their talk was taken, and they need not pay for the day.
Last year the talks were about ropes, and two hundred people came in spite of the rain.
"""
CALL_2022 = """\
The harbour office invites proposals for the Open Quay Day 2022, which takes place on 12 June in the old net loft.
Talks may last ten or thirty minutes, and anybody who works with boats, nets or charts may give one.
Send a title, five lines about the talk and a way to reach you to the harbour office by 30 April.
Speakers are told by the middle of May whether their talk was taken, and they need not pay for the day.
What is wanted this time are stories of repairs: of hulls, of engines, of friendships after a long winter at sea.
Shorter talks are given in the yard, where the smoke of the herring stoves keeps the flies away from the slides.
Longer ones are given upstairs, where eighty people find a chair and the rest may sit on coils of dry rope.
A panel of three skippers reads every proposal twice and answers with a letter, also where the answer is no.
Whoever brings a child may leave it with the sailmaker, who teaches knots from nine until the bell is rung.
Recordings are kept by the library at Hazelford and may be seen there by all who have a card or a good reason.
The day ends with a supper of soup and bread, for which each table is asked to bring its own spoons and salt.
"""


def test_a_longer_call_of_the_next_year_is_no_copy() -> None:
    assert judged(CALL_2021, CALL_2022, days=350) is None


def test_within_days_it_is_at_least_a_link() -> None:
    assert judged(CALL_2021, CALL_2022, days=3) is not None


def test_of_the_same_year_it_is_so_months_later_too() -> None:
    assert judged(CALL_2021, CALL_2022.replace("2022", "2021"), days=200) is not None
