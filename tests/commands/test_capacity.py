import orjson

from tests.commands.newsroom import run


def test_the_text_names_what_a_load_needs() -> None:
    text = run("capacity", "--captures-per-day", "1e6").stdout
    for word in ("workers", "partitions", "memory of a worker", "disk of all brokers", "network", "measured:"):
        assert word in text


def test_json_says_the_load_what_it_needs_and_where_that_was_measured() -> None:
    value = orjson.loads(run("capacity", "--captures-per-day", "1e9", "--json").stdout)
    assert value["load"]["captures_per_day"] == 1e9
    assert value["need"]["workers"] > 10
    assert value["measured"]


def test_more_new_pages_than_versions_are_refused_in_words() -> None:
    result = run("capacity", "--captures-per-day", "1e6", "--versions", "0.01")
    assert result.exit_code == 2
    assert "each new page is a version" in result.output
