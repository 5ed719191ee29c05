package optim

import (
	"math"
	"strings"

	"descent/internal/vec"
)

// Muon makes the momentum of every matrix nearly orthogonal before it steps, so
// that all its directions move alike. What is no matrix is left to Adam.
type Muon struct {
	Common
	Momentum float64 `key:"momentum" alias:"beta" default:"0.95" range:"[0,1)" help:"μ, what is kept of the momentum"`
	Nesterov bool    `key:"nesterov" default:"true" help:"look ahead along the momentum; optax: Adam too"`
	NSSteps  int     `key:"ns_steps" default:"5" range:"[0,100)" help:"steps of the Newton–Schulz iteration"`
	A        float64 `key:"muon_a" default:"3.4445" help:"a, coefficient of X in the iteration"`
	B        float64 `key:"muon_b" default:"-4.775" help:"b, coefficient of X·Xᵀ·X"`
	C        float64 `key:"muon_c" default:"2.0315" help:"c, coefficient of (X·Xᵀ)²·X"`
	Eps      float64 `key:"eps" default:"keras=1e-07 torch=1e-07 optax=1e-08" range:"[0,inf)" help:"ε, keras: Adam's; torch: least norm of a matrix; optax: Adam's and beside the norm"`

	RMSRate         Maybe  `key:"rms_rate" default:"keras=0.2" range:"[0,inf)" help:"root mean square of a step against lr; none: that of an orthogonal matrix"`
	AdjustRate      string `key:"adjust_lr_fn" default:"torch=original" words:"original match_rms_adamw spectral_unclamped" help:"how the rate depends on a matrix's shape"`
	ConsistentRMS   Maybe  `key:"consistent_rms" default:"optax=none" range:"[0,inf)" help:"root mean square of a step against lr; none: by width"`
	Coefficients    string `key:"ns_coeffs" default:"optax=standard" words:"standard dion" help:"standard: a, b and c; dion: Dion's, which differ in each of five steps"`
	Adaptive        bool   `key:"adaptive" default:"optax=false" help:"scale the step by its product with the momentum"`
	Preconditioning string `key:"preconditioning" default:"optax=frobenius" words:"frobenius spectral aol schatten" help:"how X is scaled before the iteration"`

	AdamBeta1         float64 `key:"adam_beta1" default:"keras=0.9 optax=0.9" range:"[0,1)" help:"Adam's β1"`
	AdamBeta2         float64 `key:"adam_beta2" default:"keras=0.999 optax=0.999" range:"[0,1)" help:"Adam's β2"`
	AdamEpsRoot       float64 `key:"adam_eps_root" default:"optax=0" range:"[0,inf)" help:"Adam's ε inside the root"`
	AdamRatio         float64 `key:"adam_lr_ratio" default:"keras=1" range:"[0,inf)" help:"Adam's rate against lr"`
	AdamRate          Maybe   `key:"adam_learning_rate" alias:"adam_lr" default:"optax=none" range:"[0,inf)" help:"Adam's rate; none: lr"`
	AdamDecay         float64 `key:"adam_weight_decay" default:"keras=0.004 optax=0" range:"[0,inf)" help:"weight decay of what Adam moves"`
	ExcludeEmbeddings bool    `key:"exclude_embeddings" default:"keras=true" help:"leave matrices with embedding in their names to Adam"`
	ExcludeLayers     string  `key:"exclude_layers" default:"keras=none" help:"leave matrices with one of these words in their names, separated by semicolons, to Adam"`
}

var muon = &Definition{
	Name: "muon", Title: "Muon",
	Summary: "momentum made orthogonal matrix by matrix, Adam for the rest; of two numbers it is Adam",
	Source: "Jordan, Jin, Boza, You, Cesista, Newhouse, Bernstein 2024, Muon: an optimizer for hidden layers in neural networks; " +
		"Liu et al. 2025, Muon is scalable for LLM training, arXiv:2502.16982",
	Doc: `for an r×c matrix, transposed where r > c:
keras   M ← μ·M + g;       X = g + μ·M          nesterov=false: X = M
torch   M ← EMA_μ(g);      X = μ·M + (1−μ)·g    nesterov=false: X = M
optax   as torch, with M/(1−μ^(t+1)) and g/(1−μ^t), without Nesterov M/(1−μ^t)
X ← X/(‖X‖ + 1e-7)                              torch: X/max(‖X‖, ε);  optax: ε for 1e-7
ns_steps times:  A = X·Xᵀ;  X ← a·X + (b·A + c·A²)·X
θ ← θ − lr·weight_decay·θ − lr·s·X

keras   s = rms_rate·√max(r, c)                 1 with rms_rate=none
torch   s = √max(1, r/c)                        adjust_lr_fn=original
        s = 0.2·√max(r, c)                      adjust_lr_fn=match_rms_adamw
        s = √(r/c)                              adjust_lr_fn=spectral_unclamped
optax   s = √max(1, c/r)                        its layers are in×out, PyTorch's out×in
        s = consistent_rms·√max(r, c)           if it is given

r and c are as the tensor is stored: a network's layers here are in×out. The
iteration takes the singular values of X to somewhere near 1. Keras takes
‖X‖ in float32, in JAX's order of adding up small matrices. PyTorch
iterates in bfloat16, whose 8 bits show in the third digit of a step, and so does
form torch: every product is summed in float32 and rounded to bfloat16, over
float64 parameters also in PyTorch's order on a CPU with AVX-512.

optax has other scalings of X before the iteration: spectral divides by the
spectral norm, aol each row by the root of the sum of |X·Xᵀ| in that row, schatten by
the Schatten-4 norm. adaptive=true multiplies the step by ⟨X before, X after⟩.

What is not a matrix is moved by Adam: in form keras with rate lr·adam_lr_ratio,
Adam's own hyperparameters and adam_weight_decay, and with it the matrices whose
names are excluded; in form optax with rate adam_learning_rate, the same ε and, if
the momentum is, Nesterov's. torch.optim.Muon takes matrices only; here the rest goes to
its AdamW with the same lr and weight_decay, β1 = 0.9, β2 = 0.999, ε = 1e-8.
`,
	Forms:    []Form{Keras, Torch, Optax},
	config:   Muon{},
	standIn:  "Adam",
	defaults: map[string]string{"lr": "0.001", "weight_decay": "keras=0.004 torch=0.1 optax=0"},
	decay:    map[Form]decay{Keras: ruled, Torch: ruled, Optax: ruled},
}

var _ interface {
	Tensorwise
	Prelude
} = Muon{}

// byAdam tells which tensors Adam moves.
func (r Muon) byAdam(s Shape) bool {
	if len(s.Dims) != 2 {
		return true
	}
	if r.ExcludeEmbeddings && strings.Contains(strings.ToLower(s.Name), "embedding") {
		return true
	}
	if r.Form != Keras || r.ExcludeLayers == "none" {
		return false
	}
	for _, word := range strings.Split(r.ExcludeLayers, ";") {
		if strings.Contains(s.Name, word) {
			return true
		}
	}
	return false
}

// Slots are the momentum M, which is Adam's m too, Adam's v, the powers of
// its decays and of the momentum's, and room for the iteration.
func (r Muon) Slots() []Slot {
	ofAdam := func(s Shape) int {
		if r.byAdam(s) {
			return s.Size()
		}
		return 0
	}
	matrix := func(s Shape) int { return s.Size() - ofAdam(s) }
	gram := func(s Shape) int {
		if r.byAdam(s) {
			return 0
		}
		n := min(s.Dims[0], s.Dims[1])
		return n * n
	}
	return []Slot{
		{Name: "M"}, {Name: "v", Of: ofAdam}, power("adam_beta1"), power("adam_beta2"), power("momentum"),
		{Name: "X", Per: Scratch, Of: matrix}, {Name: "next", Per: Scratch, Of: matrix},
		{Name: "A", Per: Scratch, Of: gram}, {Name: "bA+cA²", Per: Scratch, Of: gram},
	}
}

// adam is the rule of what is not a matrix, with its rate and weight decay.
func (r Muon) adam(lr float64) (rule Adam, rate, decay float64) {
	switch r.Form {
	case Torch:
		return Adam{Common: r.Common, Moments: Moments{0.9, 0.999}, Eps: 1e-8}, lr, r.WeightDecay
	case Optax:
		if r.AdamRate.Given {
			lr = r.AdamRate.Value
		}
	default:
		lr *= r.AdamRatio
	}
	return Adam{
		Common: r.Common, Moments: Moments{r.AdamBeta1, r.AdamBeta2}, Eps: r.Eps, EpsRoot: r.AdamEpsRoot,
		Nesterov: r.Form == Optax && r.Nesterov, BiasCorrectionMu: true, BiasCorrectionNu: true,
	}, lr, r.AdamDecay
}

// Prepare moves the powers.
func (r Muon) Prepare(c *Clock, p *Params, s []Vec) {
	adam, _, _ := r.adam(0)
	adam.Prepare(c, p, s)
	s[4].Scale(r.Momentum)
}

// UpdateTensor takes one step.
func (r Muon) UpdateTensor(c Clock, t Tensor, s []Vec) {
	if r.byAdam(t.Shape) {
		adam, rate, decay := r.adam(c.LR)
		if r.Form == Keras {
			t.X.Scale(1 - float64(c.LR*decay))
		} else {
			t.X.Scale(1 - float64(rate*decay))
		}
		adam.Update(Clock{c.T, rate}, t.X, t.G, s)
		return
	}
	t.X.Scale(1 - float64(c.LR*r.WeightDecay))
	rows, cols := t.Dims[0], t.Dims[1]
	m := r.momentum(t.G, s[0], s[4].At(0))
	X := r.orthogonal(vec.MatrixOf(m, rows, cols), s[5:])
	step := -c.LR * r.scale(float64(rows), float64(cols))
	if r.Adaptive {
		step *= m.Dot(X)
	}
	t.X.AddScaled(step, X)
}

// momentum moves the momentum M and returns what is made orthogonal, which may
// be put into g.
func (r Muon) momentum(g, M Vec, power float64) Vec {
	if r.Form == Keras {
		M.Mix(r.Momentum, 1, g)
		if !r.Nesterov {
			return M
		}
		g.AddScaled(r.Momentum, M)
		return g
	}
	M.Average(r.Momentum, g)
	now, next := 1.0, 1.0
	if r.Form == Optax {
		now, next = 1-power, 1-float64(power*r.Momentum)
	}
	if r.Nesterov {
		g.Mix((1-r.Momentum)/now, r.Momentum/next, M)
		return g
	}
	g.Copy(M)
	g.Scale(1 / now)
	return g
}

// scale is the step's dependence on a matrix's shape.
func (r Muon) scale(rows, cols float64) float64 {
	switch {
	case r.Form == Keras && !r.RMSRate.Given:
		return 1
	case r.Form == Keras:
		return math.Sqrt(max(rows, cols)) * r.RMSRate.Value
	case r.Form == Optax && r.ConsistentRMS.Given:
		return math.Sqrt(max(rows, cols)) * r.ConsistentRMS.Value
	case r.Form == Optax:
		return math.Sqrt(max(1, cols/rows))
	case r.AdjustRate == "match_rms_adamw":
		return 0.2 * math.Sqrt(max(rows, cols))
	case r.AdjustRate == "original":
		return math.Sqrt(max(1, rows/cols))
	}
	return math.Sqrt(rows / cols)
}
