"""lbfgs.json: paths that torch.optim.LBFGS took with autograd, a point after each step.
../../optim/testdata/lbfgs.json: the same of a least-squares fit with more parameters.

    python3 -m venv v && v/bin/pip install torch==2.15.0 numpy
    v/bin/python lbfgs.py
"""
import json
import os

import numpy as np
import torch

HERE = os.path.dirname(os.path.abspath(__file__))
torch.set_default_dtype(torch.float64)

SURFACES = {
    "beale": ((1.0, 1.6), lambda x, y: (1.5 - x + x * y) ** 2 + (2.25 - x + x * y ** 2) ** 2 + (2.625 - x + x * y ** 3) ** 2),
    "rosenbrock": ((-1.2, 1.0), lambda x, y: (1 - x) ** 2 + 100 * (y - x ** 2) ** 2),
    "himmelblau": ((0.5, 0.5), lambda x, y: (x ** 2 + y - 11) ** 2 + (x + y ** 2 - 7) ** 2),
    "quadratic": ((-9.0, 2.0), lambda x, y: (x ** 2 + 25 * y ** 2) / 2),
    "saddle": ((0.25, -0.000002), lambda x, y: 5 * x ** 2 - y ** 2),
}

SPECS = {
    "lbfgs:line_search=strong_wolfe": dict(line_search_fn="strong_wolfe"),
    "lbfgs:line_search=strong_wolfe,max_iter=1": dict(line_search_fn="strong_wolfe", max_iter=1),
    "lbfgs:line_search=strong_wolfe,history_size=3,max_iter=5,max_eval=7,lr=0.1":
        dict(line_search_fn="strong_wolfe", history_size=3, max_iter=5, max_eval=7, lr=.1),
    "lbfgs:line_search=strong_wolfe,history_size=1,max_iter=2,max_eval=40,lr=3":
        dict(line_search_fn="strong_wolfe", history_size=1, max_iter=2, max_eval=40, lr=3),
    "lbfgs:lr=0.1,max_iter=5": dict(lr=.1, max_iter=5),
    "lbfgs:lr=0.1,history_size=3,max_iter=5,max_eval=3,tolerance_grad=0.1,tolerance_change=0.001":
        dict(lr=.1, history_size=3, max_iter=5, max_eval=3, tolerance_grad=.1, tolerance_change=1e-3),
}
STEPS = 20


def path(f, start, options):
    p = torch.nn.Parameter(torch.tensor(start))
    optimizer = torch.optim.LBFGS([p], **options)

    def closure():
        optimizer.zero_grad()
        loss = f(p[0], p[1])
        loss.backward()
        return loss

    def point():
        x, y = (float(e) for e in p.detach())
        return [x, y, float(f(x, y))]

    points = [point()]
    for _ in range(STEPS):
        optimizer.step(closure)
        if not np.isfinite(point()).all():
            break
        points.append(point())
    return points


def least_squares():
    """(1/n)·Σ (tanh(x·w) + v·x − y)² with recorded x and y: 2·6 parameters."""
    r = np.random.default_rng(5)
    x, y, start = r.normal(size=(20, 6)), r.normal(size=20), r.normal(size=12)
    cases = []
    for spec, options in SPECS.items():
        w, v = (torch.nn.Parameter(torch.tensor(a)) for a in (start[:6], start[6:]))
        optimizer = torch.optim.LBFGS([w, v], **options)
        points, losses = [], []

        def closure():
            optimizer.zero_grad()
            e = torch.tanh(torch.tensor(x) @ w) + torch.tensor(x) @ v - torch.tensor(y)
            loss = (e * e).mean()
            loss.backward()
            return loss

        for _ in range(8):  # later tanh is flat, and roundings grow
            losses.append(float(optimizer.step(closure).detach()))
            points.append([float(e) for e in torch.cat([w, v]).detach()])
        cases.append({"spec": spec, "losses": losses, "path": points})
    return {"framework": "torch 2.15.0", "x": x.tolist(), "y": y.tolist(), "start": start.tolist(), "cases": cases}


def write(file, value):
    with open(os.path.join(HERE, file), "w") as f:
        json.dump(value, f, separators=(",", ":"))


write("lbfgs.json", {"framework": "torch 2.15.0", "paths": [
    {"surface": name, "start": list(start), "spec": spec, "path": path(f, start, options)}
    for name, (start, f) in SURFACES.items() for spec, options in SPECS.items()]})
write("../../optim/testdata/lbfgs.json", least_squares())
