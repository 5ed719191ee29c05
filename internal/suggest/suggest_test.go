package suggest

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestNearest(t *testing.T) {
	known := []string{"sgd", "adam", "adamw", "adamax", "rmsprop", "weight_decay", "beta1", "beta2"}
	for name, want := range map[string]string{
		"adma":        "adam", // a swap is one edit
		"Adam":        "adam", // case aside
		"rmspro":      "rmsprop",
		"weightdecay": "weight_decay",
		"beta":        "beta1", // equals: the first by alphabet
		"quickprop42": "",
		"":            "",
	} {
		assert.Equal(t, want, Nearest(name, known), name)
	}
	assert.Equal(t, "", Nearest("adam", nil))
}

func TestUnknown(t *testing.T) {
	known := []string{"beale", "saddle"}
	assert.EqualError(t, Unknown("surface", "sadle", known), `unknown surface "sadle": did you mean "saddle"? Known: beale, saddle`)
	assert.EqualError(t, Unknown("surface", "quartz", known), `unknown surface "quartz". Known: beale, saddle`)
}
