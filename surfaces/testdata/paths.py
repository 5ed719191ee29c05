"""paths.json: 100 steps of PyTorch's optimizers with autograd over every surface, float64, from the
definitions in natural.py. A path is given at some of its steps: its end is right only if all before were.

    python3 -m venv v && v/bin/pip install torch==2.15.0 numpy
    v/bin/python paths.py
"""
import json
import math
import os

import torch

from natural import surfaces

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
STEPS = list(range(11)) + list(range(20, 101, 10))

# Start, a rate for rules that follow the gradient's length, a length of step for those that do not.
RUNS = {
    "beale": ((1.2, -1.3), 1e-3, 0.05),
    "saddle": ((0.25, -0.01), 0.01, 0.05),
    "rosenbrock": ((-1.7, 2.1), 5e-4, 0.05),
    "himmelblau": ((-5, 0.5), 2e-3, 0.1),
    "quadratic": ((-9, 2), 0.02, 0.2),
    "booth": ((-8, 2), 0.02, 0.2),
    "matyas": ((-9, -4), 0.2, 0.2),
    "ravine": ((-7, 1), 0.005, 0.1),
    "plateau": ((-6, 4), 0.5, 0.2),
    "monkey_saddle": ((1.5, 0.01), 0.004, 0.01),
    "mccormick": ((1.25, 3.5), 0.05, 0.1),
    "three_hump_camel": ((-2.2, 1.6), 0.01, 0.05),
    "six_hump_camel": ((-1.9, 1), 0.01, 0.05),
    "styblinski_tang": ((0.4, 4.4), 0.005, 0.1),
    "goldstein_price": ((-1.4, 0.4), 1e-6, 0.05),
    "hills": ((-4, -2.2), 0.1, 0.1),
    "sharp_flat": ((-2.9, 1.2), 0.05, 0.1),
    "ackley": ((-3.7, 2.6), 0.01, 0.1),
    "rastrigin": ((-3.3, 2.7), 0.001, 0.05),
    "griewank": ((-8, 6), 0.5, 0.3),
    "levy": ((-7, 7), 0.02, 0.2),
    "noisy_bowl": ((-3.5, 2.4), 0.02, 0.1),
    "schwefel": ((120, -190), 0.5, 5),
    "eggholder": ((-120, 330), 0.2, 3),
    "michalewicz": ((2.65, 2.2), 0.005, 0.02),
    "easom": ((1.2, 1.6), 1, 0.1),
}

O = torch.optim


def optimizers(rate, step):
    g = lambda x: float("%.3g" % x)
    return [
        (f"sgd:lr={g(rate)}", O.SGD, dict(lr=g(rate))),
        (f"momentum:lr={g(rate / 2)}", O.SGD, dict(lr=g(rate / 2), momentum=0.9)),
        (f"nesterov:lr={g(rate / 2)}", O.SGD, dict(lr=g(rate / 2), momentum=0.9, nesterov=True)),
        (f"adagrad:lr={g(4 * step)}", O.Adagrad, dict(lr=g(4 * step))),
        (f"adadelta:lr={g(10 * step)}", O.Adadelta, dict(lr=g(10 * step))),
        (f"rmsprop:lr={g(step / 5)}", O.RMSprop, dict(lr=g(step / 5))),
        (f"adam:lr={g(step)}", O.Adam, dict(lr=g(step))),
        (f"nadam:lr={g(step)}", O.NAdam, dict(lr=g(step))),
        (f"radam:lr={g(rate)}", O.RAdam, dict(lr=g(rate))),
        (f"rprop:lr={g(step)}", O.Rprop, dict(lr=g(step))),
    ]


def path(f, start, kind, options):
    p = torch.nn.Parameter(torch.tensor([float(v) for v in start]))
    optimizer = kind([p], foreach=False, **options)
    points = []
    for step in range(STEPS[-1] + 1):
        optimizer.zero_grad()
        value = f(p[0], p[1])
        if step in STEPS:
            points.append([*p.tolist(), value.item()])
        value.backward()
        optimizer.step()
    assert all(math.isfinite(v) for point in points for v in point), (start, kind, options)
    return points


here = os.path.dirname(os.path.abspath(__file__))
lines = []
for name, f in surfaces(torch).items():
    start, rate, step = RUNS[name]
    for spec, kind, options in optimizers(rate, step):
        lines.append(json.dumps({"surface": name, "start": start, "spec": spec + ",form=torch",
                                 "path": path(f, start, kind, options)}))
with open(os.path.join(here, "paths.json"), "w") as out:
    out.write('{"framework": "torch 2.15.0", "steps": ' + json.dumps(STEPS) + ', "paths": [\n' + ",\n".join(lines) + "\n]}\n")
