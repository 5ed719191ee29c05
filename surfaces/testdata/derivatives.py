"""derivatives.json: value, gradient and second derivatives of every surface at points all over its
window, by mpmath in 40 digits from the definitions in natural.py.

    python3 -m venv v && v/bin/pip install mpmath==1.3.0
    v/bin/python derivatives.py
"""
import json
import os

import mpmath as mp

from natural import surfaces

mp.mp.dps = 40
WINDOWS = {
    "beale": (-1.5, 4.5, -3, 3), "saddle": (-1, 1, -2, 2), "rosenbrock": (-2, 2, -1, 3), "himmelblau": (-6, 6, -6, 6),
    "quadratic": (-10, 4, -5.5, 5.5), "michalewicz": (0, 3.14159, 0, 3.14159), "schwefel": (-500, 500, -500, 500),
    "eggholder": (-512, 512, -512, 512), "griewank": (-10, 10, -10, 10), "levy": (-10, 10, -10, 10),
    "booth": (-10, 10, -10, 10), "matyas": (-10, 10, -10, 10), "easom": (-1, 7, -1, 7), "goldstein_price": (-2, 2, -2, 2),
}
N = 6


def rows(name, f):
    x0, x1, y0, y1 = WINDOWS.get(name, (-4, 4, -4, 4))
    out = []
    for i in range(N):
        for j in range(N):
            # Off the lines of symmetry, where a wrong sign would not show.
            x, y = x0 + (x1 - x0) * (i + 0.37) / N, y0 + (y1 - y0) * (j + 0.61) / N
            p = (mp.mpf(x), mp.mpf(y))
            out.append([x, y, float(f(*p))] + [float(mp.diff(f, p, o)) for o in ((1, 0), (0, 1), (2, 0), (1, 1), (0, 2))])
    return out


here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "derivatives.json"), "w") as out:
    lines = [json.dumps(name) + ": [\n" + ",\n".join(json.dumps(r) for r in rows(name, f)) + "]" for name, f in surfaces(mp).items()]
    out.write("{" + ",\n".join(lines) + "}\n")
