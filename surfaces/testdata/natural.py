"""The surfaces as anybody would write them down, for numbers of any kind: m is torch or mpmath.

Nothing here is taken from the Go code: definitions and constants are those of the sources that
`trajectories list NAME` prints.
"""
import math

pi, e = math.pi, math.e
HILLS = [(-3, 2.5, 1, 1.2), (-1.3, -1.2, -0.6, 1), (1.5, 0.4, 2.4, 0.8), (1.2, 0.8, -1.8, 0.9), (1, -2.6, 1.4, 0.8)]


def ripples():
    """Park and Miller's minimal standard generator from seed 1."""
    state, out = 1, []
    for _ in range(16):
        u = []
        for _ in range(3):
            state = state * 16807 % (2 ** 31 - 1)
            u.append(state / (2 ** 31 - 1))
        direction, number, phi = 2 * pi * u[0], 3 + 6 * u[1], 2 * pi * u[2]
        out.append((number * math.cos(direction), number * math.sin(direction), phi))
    return out


def surfaces(m):
    sin, cos, exp, sqrt = m.sin, m.cos, m.exp, m.sqrt

    def egg(x, y):
        return -(y + 47) * sin(sqrt(abs(y + x / 2 + 47))) - x * sin(sqrt(abs(x - (y + 47))))

    def levy(x, y):
        w, v = 1 + (x - 1) / 4, 1 + (y - 1) / 4
        return (sin(pi * w) ** 2 + (w - 1) ** 2 * (1 + 10 * sin(pi * w + 1) ** 2)
                + (v - 1) ** 2 * (1 + sin(2 * pi * v) ** 2))

    def hills(x, y):
        f = 0.01 * (x ** 2 + y ** 2)
        for h, a, b, w in HILLS:
            f = f + h * exp(-((x - a) ** 2 + (y - b) ** 2) / (2 * w ** 2))
        return f

    waves = ripples()

    def noisy(x, y):
        f = (x ** 2 + 2 * y ** 2) / 4
        for p, q, phi in waves:
            f = f + 0.12 * cos(p * x + q * y + phi)
        return f

    return {
        "beale": lambda x, y: (1.5 - x + x * y) ** 2 + (2.25 - x + x * y ** 2) ** 2 + (2.625 - x + x * y ** 3) ** 2,
        "saddle": lambda x, y: 5 * x ** 2 - y ** 2,
        "rosenbrock": lambda x, y: (1 - x) ** 2 + 100 * (y - x ** 2) ** 2,
        "himmelblau": lambda x, y: (x ** 2 + y - 11) ** 2 + (x + y ** 2 - 7) ** 2,
        "quadratic": lambda x, y: (x ** 2 + 25 * y ** 2) / 2,
        "booth": lambda x, y: (x + 2 * y - 7) ** 2 + (2 * x + y - 5) ** 2,
        "matyas": lambda x, y: 0.26 * (x ** 2 + y ** 2) - 0.48 * x * y,
        "ravine": lambda x, y: 25 * (y - sin(x)) ** 2 + x ** 2 / 20,
        "plateau": lambda x, y: x ** 2 / (1 + x ** 2) + y ** 2 / (1 + y ** 2),
        "monkey_saddle": lambda x, y: x ** 3 - 3 * x * y ** 2,
        "mccormick": lambda x, y: sin(x + y) + (x - y) ** 2 - 1.5 * x + 2.5 * y + 1,
        "three_hump_camel": lambda x, y: 2 * x ** 2 - 1.05 * x ** 4 + x ** 6 / 6 + x * y + y ** 2,
        "six_hump_camel": lambda x, y: (4 - 2.1 * x ** 2 + x ** 4 / 3) * x ** 2 + x * y + (-4 + 4 * y ** 2) * y ** 2,
        "styblinski_tang": lambda x, y: (x ** 4 - 16 * x ** 2 + 5 * x + y ** 4 - 16 * y ** 2 + 5 * y) / 2,
        "goldstein_price": lambda x, y: (
            (1 + (x + y + 1) ** 2 * (19 - 14 * x + 3 * x ** 2 - 14 * y + 6 * x * y + 3 * y ** 2))
            * (30 + (2 * x - 3 * y) ** 2 * (18 - 32 * x + 12 * x ** 2 + 48 * y - 36 * x * y + 27 * y ** 2))),
        "hills": hills,
        "sharp_flat": lambda x, y: (0.01 * (x ** 2 + y ** 2) - exp(-8 * ((x + 2) ** 2 + y ** 2))
                                    - exp(-0.32 * ((x - 2) ** 2 + y ** 2))),
        "ackley": lambda x, y: (-20 * exp(-0.2 * sqrt(0.5 * (x ** 2 + y ** 2)))
                                - exp(0.5 * (cos(2 * pi * x) + cos(2 * pi * y))) + e + 20),
        "rastrigin": lambda x, y: 20 + (x ** 2 - 10 * cos(2 * pi * x)) + (y ** 2 - 10 * cos(2 * pi * y)),
        "griewank": lambda x, y: (x ** 2 + y ** 2) / 4000 - cos(x) * cos(y / math.sqrt(2)) + 1,
        "levy": levy,
        "noisy_bowl": noisy,
        "schwefel": lambda x, y: 418.9829 * 2 - (x * sin(sqrt(abs(x))) + y * sin(sqrt(abs(y)))),
        "eggholder": egg,
        "michalewicz": lambda x, y: -(sin(x) * sin(x ** 2 / pi) ** 20 + sin(y) * sin(2 * y ** 2 / pi) ** 20),
        "easom": lambda x, y: -cos(x) * cos(y) * exp(-((x - pi) ** 2 + (y - pi) ** 2)),
    }
