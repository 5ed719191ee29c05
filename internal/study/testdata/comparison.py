"""Writes comparison.json: p-values of exact two-sided Mann-Whitney tests, by scipy
without ties and by counting all ways to deal the values out with ties; Holm's
adjustment by statsmodels; and intervals of medians by scipy's quantile test.

    pip install scipy statsmodels && python comparison.py > comparison.json
"""

import itertools
import json
import math
from fractions import Fraction

import numpy as np
from scipy import stats
from statsmodels.stats.multitest import multipletests

rng = np.random.default_rng(1)


def count(a, b):
    """Twice the smaller of P(U <= u) and P(U >= u) over all ways, at most 1."""
    def u(chosen, rest):
        return sum((x > y) + Fraction(x == y, 2) for x in chosen for y in rest)

    every, seen = a + b, u(a, b)
    low = high = ways = 0
    for chosen in itertools.combinations(range(len(every)), len(a)):
        v = u([every[i] for i in chosen], [every[i] for i in range(len(every)) if i not in chosen])
        low, high, ways = low + (v <= seen), high + (v >= seen), ways + 1
    return float(min(1, 2 * min(Fraction(low, ways), Fraction(high, ways))))


tests = []
for n, m in [(5, 5), (5, 5), (5, 7), (6, 6), (10, 10), (20, 15), (30, 30), (50, 50)]:
    a, b = rng.normal(0, 1, n).round(6).tolist(), rng.normal(rng.choice([0, 1, 3]), 1, m).round(6).tolist()
    tests.append({"a": a, "b": b, "p": float(stats.mannwhitneyu(a, b, method="exact").pvalue)})
for n, m, levels in [(5, 5, 4), (5, 5, 3), (5, 8, 3), (8, 5, 3), (6, 6, 5), (7, 5, 2), (6, 9, 2)]:
    a, b = rng.integers(0, levels, n).tolist(), rng.integers(1, levels + 1, m).tolist()
    tests.append({"a": a, "b": b, "p": count(a, b)})

holm = []
for n in [1, 2, 7, 12]:
    p = (rng.random(n) ** 4).round(5).tolist()
    holm.append({"p": p, "adjusted": multipletests(p, method="holm")[1].tolist()})
p = [0.01, 0.04, 0.01, 0.03]
holm.append({"p": p, "adjusted": multipletests(p, method="holm")[1].tolist()})

intervals = []
for n in [1, 2, 5, 6, 7, 8, 9, 10, 11, 12, 17, 20, 25, 30, 50, 101, 1000]:
    ci = stats.quantile_test(list(range(1, n + 1)), p=0.5).confidence_interval(0.95)
    known = not (math.isnan(ci.low) or math.isnan(ci.high))
    intervals.append({"n": n, "low": int(ci.low) if known else 0, "high": int(ci.high) if known else 0})

print(json.dumps({"tests": tests, "holm": holm, "intervals": intervals}, indent=None))
