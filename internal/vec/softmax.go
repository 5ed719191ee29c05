package vec

// Softmax replaces every row by e^row/Σe^row, shifted by the row's largest
// element so that nothing overflows, computed in float64 and rounded once.
func (m Matrix) Softmax() {
	if m.Data.f32 != nil {
		softmax(m.Data.f32, m.Cols)
	} else {
		softmax(m.Data.f64, m.Cols)
	}
}

// softmax takes as many rows at a time as there is room for, so that the powers of all
// are computed side by side.
func softmax[T float](data []T, cols int) {
	var powers [512]float64
	for len(data) > 0 {
		n := len(powers) / cols * cols
		if n == 0 {
			softmaxLong(data[:cols], &powers)
			data = data[cols:]
			continue
		}
		n = min(n, len(data))
		for i := 0; i < n; i += cols {
			row := data[i : i+cols]
			shift(powers[i:], row, top(row))
		}
		expAll(powers[:n])
		for i := 0; i < n; i += cols {
			row, sum := powers[i:i+cols], 0.0
			for _, p := range row {
				sum += p
			}
			for j, p := range row {
				data[i+j] = T(p / sum)
			}
		}
		data = data[n:]
	}
}

// softmaxLong takes a row piece by piece, first for the sum and then once more.
func softmaxLong[T float](row []T, powers *[512]float64) {
	largest, sum := top(row), 0.0
	for pass := range 2 {
		for rest := row; len(rest) > 0; {
			piece := rest[:min(len(powers), len(rest))]
			shift(powers[:], piece, largest)
			expAll(powers[:len(piece)])
			for j, p := range powers[:len(piece)] {
				if pass == 0 {
					sum += p
				} else {
					piece[j] = T(p / sum)
				}
			}
			rest = rest[len(piece):]
		}
	}
}

// top returns the largest element, NaN if one is.
func top[T float](row []T) T {
	largest := row[0]
	for _, e := range row {
		largest = max(largest, e)
	}
	return largest
}

// shift sets the first elements of z to those of a row minus its largest.
func shift[T float](z []float64, row []T, largest T) {
	for j, e := range row {
		z[j] = float64(e) - float64(largest)
	}
}

// expAll replaces all elements by Exp of them.
func expAll(v []float64) {
	for done := expSIMD(v); done < len(v); done++ {
		v[done] = Exp(v[done])
	}
}

// ArgMax returns the index of the largest element, of equal ones the first.
func (v Vec) ArgMax() int {
	if v.f32 != nil {
		return argMax(v.f32)
	}
	return argMax(v.f64)
}

func argMax[T float](v []T) int {
	best := 0
	for j, e := range v {
		if e > v[best] {
			best = j
		}
	}
	return best
}
