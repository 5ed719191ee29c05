package mlp

import "descent/internal/vec"

// What the metrics count: see [MetricDefinition]'s count.

func countAccuracy(o metricOptions, y vec.Matrix, t targets) (part, whole float64) {
	switch {
	case t.labels != nil:
		return countSparseCategoricalAccuracy(o, y, t)
	case y.Cols == 1:
		return countBinaryAccuracy(o, y, t)
	}
	return countCategoricalAccuracy(o, y, t)
}

func countSparseCategoricalAccuracy(_ metricOptions, y vec.Matrix, t targets) (part, whole float64) {
	right := 0
	for i, label := range t.labels {
		if y.Row(i).ArgMax() == label {
			right++
		}
	}
	return float64(right), float64(y.Rows)
}

func countCategoricalAccuracy(_ metricOptions, y vec.Matrix, t targets) (part, whole float64) {
	right := 0
	for i := range y.Rows {
		if y.Row(i).ArgMax() == t.values.Row(i).ArgMax() {
			right++
		}
	}
	return float64(right), float64(y.Rows)
}

// countTopK: a class is among the k largest if fewer than k outputs are larger,
// so that of equal ones all are; a NaN is not.
func countTopK(o metricOptions, y vec.Matrix, t targets) (part, whole float64) {
	right := 0
	for i := range y.Rows {
		row, class := y.Row(i), 0
		if t.labels != nil {
			class = t.labels[i]
		} else {
			class = t.values.Row(i).ArgMax()
		}
		p, larger := row.At(class), 0
		for j := range row.Len() {
			if row.At(j) > p {
				larger++
			}
		}
		if p == p && larger < o.k {
			right++
		}
	}
	return float64(right), float64(y.Rows)
}

func countSquaredError(_ metricOptions, y vec.Matrix, t targets) (part, whole float64) {
	return MeanSquaredError.sum(y, t), float64(y.Rows)
}

func countAbsoluteError(_ metricOptions, y vec.Matrix, t targets) (part, whole float64) {
	return MeanAbsoluteError.sum(y, t), float64(y.Rows)
}

// countBinaryAccuracy: of several outputs an example has the share that is right.
func countBinaryAccuracy(o metricOptions, y vec.Matrix, t targets) (part, whole float64) {
	right := 0
	each(y, t, func(y, t float64) {
		yes := 0.0
		if y > o.threshold {
			yes = 1
		}
		if yes == t {
			right++
		}
	})
	return float64(right), float64(y.Rows * y.Cols)
}

// countPrecision: of the outputs that say yes, those whose target is not 0. Of
// none precision is 0, as in Keras.
func countPrecision(o metricOptions, y vec.Matrix, t targets) (part, whole float64) {
	right, said := 0, 0
	each(y, t, func(y, t float64) {
		if y > o.threshold {
			said++
			if t != 0 {
				right++
			}
		}
	})
	return float64(right), float64(said)
}

// countRecall: of the targets that are not 0, those whose output says yes.
func countRecall(o metricOptions, y vec.Matrix, t targets) (part, whole float64) {
	found, all := 0, 0
	each(y, t, func(y, t float64) {
		if t != 0 {
			all++
			if y > o.threshold {
				found++
			}
		}
	})
	return float64(found), float64(all)
}

// each calls f with every output and its target.
func each(y vec.Matrix, t targets, f func(y, t float64)) {
	for i := range y.Rows {
		row, target := y.Row(i), t.values.Row(i)
		for j := range row.Len() {
			f(row.At(j), target.At(j))
		}
	}
}
