"""`python -m tests.load`: see ``command.py``."""

import sys

from tests.load.command import main

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
