package surfaces_test

import (
	"fmt"

	"descent/optim"
	"descent/surfaces"
)

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
