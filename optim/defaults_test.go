package optim

import (
	"encoding/json"
	"os"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestFrameworkDefaults compares every hyperparameter's default with that of the
// framework's constructor; testdata/goldens/make/defaults.py read them off it.
func TestFrameworkDefaults(t *testing.T) {
	data, err := os.ReadFile("testdata/defaults.json")
	require.NoError(t, err)
	var tables map[Form]map[string]map[string]any
	require.NoError(t, json.Unmarshal(data, &tables))
	for form, optimizers := range tables {
		for name, defaults := range optimizers {
			d, err := Lookup(name)
			require.NoError(t, err)
			have := map[string]string{}
			for _, h := range d.Hyperparameters() {
				if text, ok := h.Defaults[form]; ok {
					have[h.Key] = text
				}
			}
			for key, want := range defaults {
				got, ok := have[key]
				if assert.True(t, ok, "%s in form %s has no %s", name, form, key) {
					assert.True(t, sameDefault(want, got), "%s in form %s: %s is %s, not %v", name, form, key, got, want)
				}
			}
		}
	}
}

// sameDefault compares a value of Python with one of a spec; None is what does nothing.
func sameDefault(want any, got string) bool {
	switch w := want.(type) {
	case nil:
		return got == "0" || got == "none" || got == "false"
	case bool:
		return got == strconv.FormatBool(w)
	case string:
		return got == w
	}
	x, err := strconv.ParseFloat(got, 64)
	return err == nil && x == want.(float64)
}
