package mlp

import (
	"errors"
	"fmt"

	"descent/optim"
)

// ReduceOnPlateau lowers the learning rate after epochs in which a score has not
// improved, as Keras's callback ReduceLROnPlateau. Each call of [Model.Fit] counts
// anew, at the rate that the one before has come to.
type ReduceOnPlateau struct {
	// Monitor is the column of the history that is watched, "val_loss" if empty.
	Monitor string
	// Mode is as that of [EarlyStopping].
	Mode string
	// Factor multiplies the rate each time; 0.1 if zero, and below 1.
	Factor float64
	// Patience is the epochs without an improvement after which it does; 10 if zero.
	Patience int
	// MinDelta is by how much a score must be better than the best to count;
	// 1e-4 if zero, and nothing if it is negative.
	MinDelta float64
	// Cooldown is the epochs after each time that do not count.
	Cooldown int
	// MinLR is how low the rate may get.
	MinLR float64
}

// withDefaults fills in what is zero.
func (p ReduceOnPlateau) withDefaults() ReduceOnPlateau {
	if p.Factor == 0 {
		p.Factor = 0.1
	}
	if p.Patience == 0 {
		p.Patience = 10
	}
	switch {
	case p.MinDelta == 0:
		p.MinDelta = 1e-4
	case p.MinDelta < 0:
		p.MinDelta = 0
	}
	return p
}

// check tells what is out of range.
func (p ReduceOnPlateau) check() error {
	switch {
	case !(p.Factor > 0 && p.Factor < 1):
		return fmt.Errorf("mlp: reduce on plateau by a factor of %g, it must be in (0, 1)", p.Factor)
	case p.Patience < 0 || p.Cooldown < 0:
		return fmt.Errorf("mlp: reduce on plateau: a patience of %d epochs and a cooldown of %d", p.Patience, p.Cooldown)
	case !(p.MinLR >= 0):
		return fmt.Errorf("mlp: reduce on plateau down to a rate of %g", p.MinLR)
	}
	return nil
}

// plateau watches a score over the epochs of a run.
type plateau struct {
	ReduceOnPlateau // complete
	monitor
	rate          optim.Scalable
	wait, cooling int // epochs
}

// watch returns the plateau that an option asks for, nil for none.
func (m *Model) watch(o FitOptions) (*plateau, error) {
	if o.ReduceOnPlateau == nil {
		return nil, nil
	}
	p := &plateau{ReduceOnPlateau: o.ReduceOnPlateau.withDefaults()}
	if err := p.check(); err != nil {
		return nil, err
	}
	var err error
	if p.monitor, err = newMonitor("reduce on plateau", p.Monitor, p.Mode, p.MinDelta, m.columns(o)); err != nil {
		return nil, err
	}
	var ok bool
	if p.rate, ok = m.optimizer.(optim.Scalable); !ok {
		return nil, errors.New("mlp: reduce on plateau: " + m.spec.Title() + " chooses its rate itself")
	}
	return p, nil
}

// see takes in an epoch's score, and lowers the rate if it is time.
func (p *plateau) see(score float64) {
	if p.cooling > 0 {
		p.cooling--
		p.wait = 0
	}
	switch {
	case p.improves(score):
		p.wait = 0
	case p.cooling == 0:
		p.wait++
		if p.wait >= p.Patience && p.reduce() {
			p.cooling, p.wait = p.Cooldown, 0
		}
	}
}

// reduce lowers the rate, unless it is as low as it may get, give or take its rounding.
func (p *plateau) reduce() bool {
	rate := p.rate.LearningRate()
	if rate <= p.MinLR*(1+1e-12) {
		return false
	}
	p.rate.ScaleRate(max(rate*p.Factor, p.MinLR) / rate)
	return true
}
