package surfaces

import "testing"

// BenchmarkGradient tells what an evaluation costs: a map of starts takes tens of millions.
func BenchmarkGradient(b *testing.B) {
	own, err := Expression("(1-x)^2+100*(y-x^2)^2", DefaultWindow)
	if err != nil {
		b.Fatal(err)
	}
	for _, s := range append(All(), own) {
		b.Run(s.File(), func(b *testing.B) {
			x, y := s.Start[0], s.Start[1]
			for b.Loop() {
				s.Gradient(x, y)
			}
		})
	}
}
