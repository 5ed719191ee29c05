package optim

// COCOB bets on each parameter's next gradient with what it has won so far, and
// needs no learning rate.
type COCOB struct {
	Common
	Alpha float64 `key:"alpha" default:"100" range:"(0,inf)" help:"α, which limits the first bets to 1/α"`
	Eps   float64 `key:"eps" default:"1e-08" range:"(0,inf)" help:"what the largest gradient starts from"`
}

var cocob = &Definition{
	Name: "cocob", Title: "COCOB",
	Summary: "bets on coins, one for each parameter, instead of a learning rate",
	Source:  "Orabona, Tommasi 2017, Training deep networks without learning rates through coin betting, algorithm 2, arXiv:1705.07795",
	Doc: `g ← lr·g                                     weight decay is coupled to the gradient
L ← max(L, |g|)                              the largest gradient, ε at first
G ← G + |g|
R ← max(R − g·(θ − θ₀), 0)                   the reward
C ← C − g
θ ← θ₀ + C/(L·max(G + L, α·L)) · (L + R)

As L, G, R and C scale with it, lr matters only when it changes.
`,
	Forms:    []Form{Optax},
	config:   COCOB{},
	defaults: map[string]string{"lr": "1"},
	decay:    map[Form]decay{Optax: coupled},
}

var _ Elementwise = COCOB{}

// Slots are L, G, R, C and the start θ₀.
func (r COCOB) Slots() []Slot {
	return []Slot{{Name: "largest", Init: r.Eps}, {Name: "sum"}, {Name: "reward"}, {Name: "cumulative"}, {Name: "start", Copy: true}}
}

// Update takes one step.
func (r COCOB) Update(c Clock, x, g Vec, s []Vec) {
	largest, sum, reward, cumulative, start := s[0], s[1], s[2], s[3], s[4]
	g.Scale(c.LR)
	largest.MaxAbs(1, g, 0)
	sum.AddAbs(g)
	reward.LoseTo(g, x, start)
	cumulative.AddScaled(-1, g)
	x.Bet(start, cumulative, largest, sum, reward, r.Alpha)
}
