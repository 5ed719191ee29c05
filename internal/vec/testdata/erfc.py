# Prints the Chebyshev coefficients of Erfc, to 40 digits before rounding.
import mpmath as mp
mp.mp.dps = 50
K = mp.mpf("3.75")
def f(t):
    if t == 1: return 2/mp.sqrt(mp.pi)
    x = K*(1+t)/(1-t)
    return mp.exp(x*x)*mp.erfc(x)*(1+2*x)
N = 64
nodes = [mp.cos(mp.pi*(k+mp.mpf(1)/2)/N) for k in range(N)]
vals = [f(t) for t in nodes]
c = [2/mp.mpf(N)*sum(v*mp.cos(j*mp.pi*(k+mp.mpf(1)/2)/N) for k,v in enumerate(vals)) for j in range(N)]
c[0]/=2
n = max(j for j in range(N) if abs(c[j])>2e-18)+1
for j in range(n): print("\t%r," % float(c[j]))
