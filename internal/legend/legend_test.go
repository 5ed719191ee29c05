package legend

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"descent/internal/chart"
	"descent/optim"
)

func entries(texts ...string) []Entry {
	var specs []optim.Spec
	for _, t := range texts {
		specs = append(specs, optim.MustParse(t))
	}
	return Of(specs)
}

func TestLabels(t *testing.T) {
	for _, c := range []struct{ specs, labels []string }{
		{[]string{"sgd", "sgd:momentum=0.9", "adam:lr=0.005"}, []string{"SGD, lr 0.01", "Momentum, lr 0.01", "Adam, lr 0.005"}},
		{[]string{"adam", "adam:form=torch"}, []string{"Adam, lr 0.001, eps 1e-07, keras", "Adam, lr 0.001, eps 1e-08, torch"}},
		{[]string{"sgd:clipnorm=0.1,weight_decay=0.1", "sgd"}, []string{"SGD, lr 0.01, weight_decay 0.1, clipnorm 0.1", "SGD, lr 0.01"}},
		{[]string{"adam", "sgd:form=torch"}, []string{"Adam, lr 0.001", "SGD, lr 0.001, torch"}},
		{[]string{"adam:form=torch", "sgd:form=torch"}, []string{"Adam, lr 0.001", "SGD, lr 0.001"}},
		{[]string{"adam:beta1=0.5", "adam", "adam:lr=0.1"}, []string{"Adam, lr 0.001, beta1 0.5", "Adam, lr 0.001, beta1 0.9", "Adam, lr 0.1"}},
		{[]string{"sgd:lr=exponential(0.1,decay_steps=10,decay_rate=0.5)"}, []string{"SGD, lr exponential"}},
		{[]string{"ema(adam)", "ema(adam:beta2=0.99)"}, []string{"EMA(Adam), lr 0.001, beta2 0.999", "EMA(Adam), lr 0.001, beta2 0.99"}},
		{[]string{"sgd:lr=exponential(0.1,decay_steps=10,decay_rate=0.5)", "sgd:lr=exponential(0.1,decay_steps=20,decay_rate=0.5)"}, []string{
			"SGD, lr exponential(0.1,decay_steps=10,decay_rate=0.5)",
			"SGD, lr exponential(0.1,decay_steps=20,decay_rate=0.5)"}},
	} {
		var labels []string
		for _, e := range entries(c.specs...) {
			labels = append(labels, e.Label)
		}
		assert.Equal(t, c.labels, labels)
	}
}

func TestShort(t *testing.T) {
	es := entries("sgd", "adam", "adam:lr=0.005")
	assert.Equal(t, "SGD", es[0].Short)
	assert.Equal(t, "Adam, lr 0.001", es[1].Short, "there are two")
	assert.Equal(t, "Adam, lr 0.005", es[2].Short)
}

func TestStyles(t *testing.T) {
	es := entries("nadam", "adam", "adam:lr=0.005", "sgd", "adamax", "adam:lr=0.1")
	assert.Equal(t, chart.StyleAt(0), es[3].Style, "SGD has its style, whatever its place")
	assert.Equal(t, chart.StyleAt(6), es[1].Style)
	assert.Equal(t, es[1].Style.Color, es[2].Style.Color, "a rule keeps its colour")
	assert.Equal(t, chart.StyleAt(1), es[0].Style, "a colour that nobody has")
	seen := map[chart.Style]bool{}
	for _, e := range es {
		assert.False(t, seen[e.Style], e.Label)
		seen[e.Style] = true
	}
}
