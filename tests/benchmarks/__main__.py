"""``python -m tests.benchmarks``: what the stages cost, and what it costs to run them on Kafka."""

import sys

from tests.benchmarks.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
