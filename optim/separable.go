package optim

import "reflect"

// WithLearningRate returns the optimizer at another constant rate, of a wrapper
// that of what it wraps. A whole run, which has none, stays as it is.
func (s Spec) WithLearningRate(rate float64) Spec {
	if s.inner != nil {
		inner := s.inner.WithLearningRate(rate)
		s.inner = &inner
		return s
	}
	if _, ok := s.config.(Rule); !ok {
		return s
	}
	config := reflect.New(reflect.TypeOf(s.config)).Elem()
	config.Set(reflect.ValueOf(s.config))
	config.FieldByName("LR").Set(reflect.ValueOf(Constant(rate)))
	s.config = config.Interface()
	return s
}

// IsSeparable tells whether every parameter moves as it would alone: whether the
// rule is elementwise and nothing around it, a clipped norm above all, mixes
// parameters. Many problems may then share one long vector.
func (s Spec) IsSeparable() bool {
	if s.inner != nil {
		if m, ok := s.config.(mixing); ok && m.mixes() {
			return false
		}
		return s.inner.IsSeparable()
	}
	rule, ok := s.config.(Elementwise)
	if !ok || rule.common().ClipNorm > 0 || rule.common().GlobalClipNorm > 0 {
		return false
	}
	m, ok := s.config.(mixing)
	return !ok || !m.mixes()
}

// mixing is a rule or wrapper in which a parameter's step depends on the others,
// though its updates are elementwise: by a norm of the whole vector.
type mixing interface{ mixes() bool }

func (DoG) mixes() bool         { return true } // the distance from the start
func (DoWG) mixes() bool        { return true }
func (Prodigy) mixes() bool     { return true } // the estimate of D
func (DAdaptAdamW) mixes() bool { return true }
func (SAM) mixes() bool         { return true } // the gradient's norm
