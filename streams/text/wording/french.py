"""French noise wording; see `form`."""

from streams.text.wording.form import Wording

WORDING = Wording(lines={}, patterns={}, topics={}, cues={})
