"""``python -m tests.quality``: every figure on real data, next to its floor."""

import sys

from tests.quality.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
