package surfaces_test

import (
	"fmt"

	"descent/optim"
	"descent/surfaces"
)

func ExampleExpression() {
	s, err := surfaces.Expression("(1-x)^2 + 100*(y-x^2)^2", surfaces.Window{X0: -2, X1: 2, Y0: -1, Y1: 3})
	if err != nil {
		panic(err)
	}
	dx, dy := s.Gradient(-1.2, 1)
	fmt.Printf("%s\nf = %.1f, gradient (%.1f, %.1f), minimum at (%.4f, %.4f)\n",
		s.Formula, s.F(-1.2, 1), dx, dy, s.Minima[0].X, s.Minima[0].Y)

	_, err = surfaces.Expression("x^2 + cosine(y)", s.Window)
	fmt.Println(err)
	// Output:
	// (1 − x)² + 100·(y − x²)²
	// f = 24.2, gradient (-215.6, -88.0), minimum at (1.0000, 1.0000)
	// surface expression, column 7: unknown name "cosine": did you mean "cos"? Known: x, y, pi, e, sin, cos, tan, exp, log, sqrt, abs, tanh, min, max, pow
}

func ExampleDescend() {
	s, err := surfaces.Lookup("beale")
	if err != nil {
		panic(err)
	}
	path := surfaces.Descend(s, s.Start, optim.MustParse("adam:lr=0.05"), 1000)
	for _, step := range []int{0, 10, 100, 1000} {
		p := path.Points[step]
		fmt.Printf("step %4d: (%.3f, %.3f), f = %.2g\n", step, p.X, p.Y, p.F)
	}
	// Output:
	// step    0: (1.000, 1.600), f = 52
	// step   10: (0.557, 1.148), f = 17
	// step  100: (1.914, 0.097), f = 0.69
	// step 1000: (2.990, 0.498), f = 1.5e-05
}
