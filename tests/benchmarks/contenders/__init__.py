"""What users would pick instead, each a process of its own on a Kafka of its own.

``textbook``  Faust agents as its documentation shows them, trafilatura, datasketch's MinHash LSH, difflib.
``quix``      rowback's own stages hosted by Quix Streams, state in memory.
``plain``     rowback's own stages in a loop of aiokafka, state in memory, no transactions.

The last two are given less work than rowback does: no changelog, and no promise for the moment of a crash.
"""
