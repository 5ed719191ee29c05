# Prints special_golden.txt: x and Log1p, Expm1, Tanh, Sigmoid, Softplus, Erfc of it,
# computed by mpmath in 60 digits and rounded once.
import mpmath as mp, random
mp.mp.dps = 60
random.seed(1)
xs = [0.0, 1e-300, -1e-300, 1e-17, -1e-17, 1e-9, -1e-9, .35, -.35, .3500001, -.3500001, .414, -.2928, .4142136, -.292894, 3.75, 26.5, 20.0, -20.0, 700.0, -700.0, -0.9999999]
xs += [random.uniform(-1, 1)*10**random.uniform(-8, 0) for _ in range(120)]
xs += [random.uniform(-30, 30) for _ in range(150)]
def r(v): return repr(float(v))
for x in xs:
    m = mp.mpf(x)
    log1p = r(mp.log1p(m)) if m > -1 else "nan"
    print(repr(x), log1p, r(mp.expm1(m)), r(mp.tanh(m)), r(1/(1+mp.exp(-m))), r(mp.log1p(mp.exp(m))), r(mp.erfc(m)))
