"""Writes golden.tfevents with TensorBoard's own protocol buffers and record writer,
and reads it back with its own loader. With an argument, reads all event files under
that folder and prints their points.

    pip install tensorboard && python golden.py [FOLDER]
"""

import math
import pathlib
import sys

from tensorboard.backend.event_processing import event_accumulator, event_multiplexer
from tensorboard.compat.proto import event_pb2, summary_pb2
from tensorboard.summary.writer.record_writer import RecordWriter

# The points of TestGolden.
POINTS = [
    ("val/loss", 0, 2.302585, 0),
    ("val/loss", 1, 0.25, 1.5),
    ("val/loss", 300, 1e-30, 3),
    ("val/accuracy", 0, 0.0, 0),
    ("val/accuracy", 1, float("nan"), 1.5),
    ("τ", 1 << 40, -float("inf"), 4),
]
here = pathlib.Path(__file__).parent


def write(path):
    with open(path, "wb") as f:
        w = RecordWriter(f)
        w.write(event_pb2.Event(file_version="brain.Event:2").SerializeToString())
        for tag, step, value, seconds in POINTS:
            v = summary_pb2.Summary.Value(tag=tag, simple_value=value)
            w.write(event_pb2.Event(wall_time=seconds, step=step, summary=summary_pb2.Summary(value=[v])).SerializeToString())
        w.flush()


def read(folder):
    m = event_multiplexer.EventMultiplexer(size_guidance={event_accumulator.TENSORS: 0, event_accumulator.SCALARS: 0})
    m.AddRunsFromDirectory(str(folder))
    m.Reload()
    for run in sorted(m.Runs()):
        a = m.GetAccumulator(run)
        for tag in a.Tags()["scalars"]:
            for e in a.Scalars(tag):
                yield run, tag, e.step, e.value, e.wall_time


if len(sys.argv) > 1:
    for point in read(sys.argv[1]):
        print(*point)
else:
    write(here / "golden.tfevents")
    got = {(tag, step): (value, seconds) for _, tag, step, value, seconds in read(here)}
    assert len(got) == len(POINTS), got
    for tag, step, value, seconds in POINTS:
        v, s = got[tag, step]
        assert s == seconds and (math.isclose(v, value, rel_tol=1e-7) or v == value or math.isnan(v) and math.isnan(value)), (tag, step, v)
    print("TensorBoard reads", len(got), "points")
