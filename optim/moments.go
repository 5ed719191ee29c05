package optim

import "math"

// correctedRoot returns what makes of the root of a second moment that of the
// bias-corrected one, where bc = 1−β2^t:
// 1/(√(v/bc + ε_root) + ε) = root/(√(v + inside) + outside).
func correctedRoot(bc, epsRoot, eps float64) (root, inside, outside float64) {
	root = math.Sqrt(bc)
	return root, epsRoot * bc, eps * root
}

// addOverCorrectedRoot takes a step in units of the root of a bias-corrected
// second moment: θ ← θ + step·a/(√(v/bc + ε_root) + ε).
func addOverCorrectedRoot(x Vec, step float64, a, v Vec, bc, epsRoot, eps float64) {
	root, inside, outside := correctedRoot(bc, epsRoot, eps)
	x.MixOverRoot(1, step*root, a, v, inside, outside)
}

// correction moves the powers of Adam's decays and returns what corrects a
// step for their start: √(1−β2^t)/(1−β1^t).
func correction(power1, power2 Vec, beta1, beta2 float64) float64 {
	power1.Scale(beta1)
	power2.Scale(beta2)
	return math.Sqrt(1-power2.At(0)) / (1 - power1.At(0))
}
