"""Orders of people: what is asked for is what is written, and what makes no sense is said in one line."""

from __future__ import annotations

from typing import Any

import pytest
from click.testing import CliRunner

from streams.commands.join import join
from streams.commands.part import part
from streams.commands.withdraw import withdraw
from streams.hosts.ordering import Reference, Said, partings, reference, withdrawal

A, B, C, D = (
    {"page": letter * 32, "url": f"https://{letter}.example/x", "site": f"{letter}.example"} for letter in "abcd"
)


def copy(one: Reference, other: Reference, unites: bool = True, statement: str = "stated") -> dict[str, Any]:
    return {**one, "other": other, "unites": unites, "statement": statement}


def test_a_page_is_parted_from_every_page_of_the_article_that_it_was_found_like() -> None:
    articles = {B["page"]: A["page"], C["page"]: A["page"]}
    copies = [copy(A, B), copy(B, C), copy(A, C)]
    assert partings(B, A, copies, articles) == [A, C]
    assert partings(C, B, copies, articles) == [A, B]


def test_it_is_not_parted_from_pages_of_other_articles_nor_from_mere_links() -> None:
    copies = [copy(A, B), copy(B, C, unites=False), copy(B, D)]
    assert partings(B, A, copies, {B["page"]: A["page"]}) == [A]


def test_a_withdrawn_copy_parts_nothing() -> None:
    assert partings(B, A, [copy(B, C, statement="withdrawn")], {C["page"]: A["page"]}) == [A]


def test_a_withdrawal_carries_what_was_said() -> None:
    value = copy(A, B)
    order = withdrawal(Said("article.duplicated", "f" * 32, value), "2026-04-01T00:00:00Z")
    assert order["value"] is value
    assert order["page"] == reference(value) == A


@pytest.mark.parametrize(
    "arguments",
    [[], ["f" * 32, "--copy", "x", "y"], ["--copy", "x"], ["--revision", "https://a.example/x", "two"]],
)
def test_a_withdrawal_of_nothing_or_of_two_things_is_wrong_use(arguments: list[str]) -> None:
    result = CliRunner().invoke(withdraw, arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


@pytest.mark.parametrize("command", [join, part])
def test_two_pages_are_named(command: Any) -> None:
    assert CliRunner().invoke(command, ["https://a.example/x"]).exit_code == 2
