"""Webhooks: what is archived is sent to subscribers' own servers, signed, in order, again until it was taken.

    archive ── choosing ──> waiting ── policy ──> pending ── sending ──> recorded
               (filters)    (rows)    (debounce,  (one message a        (only after a 2xx)
                                       digest)     subscription)

The state is one SQLite file beside the archive. Each arrow is one transaction, so a process that is killed anywhere
goes on from there; killed between a delivery and its record, it delivers the same message again: the same id, the same
number, the same bytes.
"""
