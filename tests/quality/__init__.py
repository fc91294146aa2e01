"""How good the judgements are, measured on real data that stands beside a checkout (``../shared/data``).

``python -m tests.quality`` prints every figure, ``pytest tests/quality`` holds a part of them to floors that only rise.
A module measures one judgement: ``measure(data, every)`` yields figures from every n-th item of the data, by the
scorers' own definitions.
"""
