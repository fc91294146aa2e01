"""`python -m streams` is `rowback`."""

from streams.commands import main

main(prog_name="rowback")
