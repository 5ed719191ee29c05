package mlp

import (
	"fmt"
	"strconv"
	"strings"

	"descent/internal/vec"
)

// kerasClasses are the names of Keras's classes by that of their layers.
var kerasClasses = map[string]string{
	"dense": "Dense", "flatten": "Flatten", "dropout": "Dropout",
	"activation": "Activation", "batch_normalization": "BatchNormalization",
}

// Summary returns Keras's table of the layers, with the shapes of their outputs and their
// numbers of weights, and below it the totals and what they take in memory. It ends
// in a line break.
func (m *Model) Summary() string {
	const name, shape, params = 31, 22, 13 // the columns' widths, Keras's
	var b strings.Builder
	rule := func(left, line, middle, right string) {
		fmt.Fprintf(&b, "%s%s%s%s%s%s%s\n", left, strings.Repeat(line, name+2), middle,
			strings.Repeat(line, shape+2), middle, strings.Repeat(line, params+2), right)
	}
	b.WriteString("Model: \"sequential\"\n")
	rule("┏", "━", "┳", "┓")
	fmt.Fprintf(&b, "┃ %-*s ┃ %-*s ┃ %*s ┃\n", name, "Layer (type)", shape, "Output Shape", params, "Param #")
	rule("┡", "━", "╇", "┩")
	names := m.layerNames()
	for i, n := range m.nodes {
		if i > 0 {
			rule("├", "─", "┼", "┤")
		}
		count := m.starts[i+1] - m.starts[i] + m.states[i+1] - m.states[i]
		class := "(" + kerasClasses[n.kind()] + ")"
		first, second := names[i]+" "+class, ""
		if len(first) > name {
			first, second = names[i], class
		}
		fmt.Fprintf(&b, "│ %-*s │ %-*s │ %*s │\n", name, first, shape, kerasShape(n.shape()), params, thousands(count))
		if second != "" {
			fmt.Fprintf(&b, "│ %-*s │ %-*s │ %*s │\n", name, second, shape, "", params, "")
		}
	}
	rule("└", "─", "┴", "┘")
	trained, fixed := m.starts[len(m.nodes)], m.states[len(m.nodes)]
	for _, total := range []struct {
		name string
		n    int
	}{{"Total", trained + fixed}, {"Trainable", trained}, {"Non-trainable", fixed}} {
		fmt.Fprintf(&b, " %s params: %s (%s)\n", total.name, thousands(total.n), m.memory(total.n))
	}
	return b.String()
}

// kerasShape writes the shape of a batch's outputs as Keras does: "(None, 300)".
func kerasShape(dims []int) string {
	parts := []string{"None"}
	for _, d := range dims {
		parts = append(parts, strconv.Itoa(d))
	}
	return "(" + strings.Join(parts, ", ") + ")"
}

// thousands writes a number with commas: "316,810".
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// memory writes what n weights take, "1.21 MB", in float32 unless they are float64.
func (m *Model) memory(n int) string {
	n *= 4
	if m.params != nil && m.params.X.Precision() == vec.Float64 {
		n *= 2
	}
	bytes := float64(n)
	units := []string{"B", "KB", "MB", "GB"}
	i := 0
	for ; bytes >= 1024 && i < len(units)-1; i++ {
		bytes /= 1024
	}
	return fmt.Sprintf("%.2f %s", bytes, units[i])
}
