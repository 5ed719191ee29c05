package study

import (
	"math"
	"math/rand/v2"

	"descent/internal/vec"
)

// The streams of random numbers of a seed.
const (
	drawNoise uint64 = iota
	drawStarts
	drawData
)

// draws is a stream of random numbers with the same bits on every machine: the
// generator's whole numbers are turned into others here, with vec's logarithm
// and cosine.
type draws struct {
	pcg   rand.PCG
	spare float64
	has   bool
}

func newDraws(seed, stream uint64) *draws {
	d := new(draws)
	d.pcg.Seed(seed, stream)
	return d
}

// uniform returns a multiple of 2⁻⁵³ in [0, 1).
func (d *draws) uniform() float64 { return float64(d.pcg.Uint64()>>11) / (1 << 53) }

// below returns a whole number in [0, n), 0 < n ≤ 2³²: every one is as likely
// as the others to within 2⁻³².
func (d *draws) below(n int) int { return int(d.pcg.Uint64() >> 32 * uint64(n) >> 32) }

// normal returns a number of the standard normal distribution, by the method of
// Box and Muller (1958), which makes two at a time.
func (d *draws) normal() float64 {
	if d.has {
		d.has = false
		return d.spare
	}
	r := math.Sqrt(-2 * vec.Log(1-d.uniform()))
	angle := 2 * math.Pi * d.uniform()
	d.spare, d.has = float64(r*vec.Sin(angle)), true
	return float64(r * vec.Cos(angle))
}

// disc returns a point of the disc of radius 1, each part of it as likely as
// another of the same area.
func (d *draws) disc() (x, y float64) {
	for {
		x, y = 2*d.uniform()-1, 2*d.uniform()-1
		if float64(x*x)+float64(y*y) <= 1 {
			return x, y
		}
	}
}
