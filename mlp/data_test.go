package mlp

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// fourRows is four examples of two features; example i has label 10+i and
// features i and i+0.5.
func fourRows(t *testing.T) Data {
	t.Helper()
	d, err := NewData([]float32{0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5}, 2, []uint8{10, 11, 12, 13})
	require.NoError(t, err)
	return d
}

func TestNewDataKeepsRowsAndLabelsTogether(t *testing.T) {
	d := fourRows(t)
	assert.Equal(t, 4, d.Len())
	assert.Equal(t, 2, d.Features())
	assert.Equal(t, []float32{2, 2.5}, d.Row(2))
	assert.Equal(t, 12, d.Label(2))
}

func TestNewDataRefusesLengthsThatDoNotFit(t *testing.T) {
	for _, c := range []struct {
		name             string
		inputs, features int
		labels           int
		message          string
	}{
		{"one input missing", 7, 2, 4, "7 inputs do not fit 4 labels of 2 features each"},
		{"one row too many", 10, 2, 4, "10 inputs do not fit 4 labels of 2 features each"},
		{"rounds down to fit", 9, 2, 4, "9 inputs do not fit 4 labels of 2 features each"},
		{"no features", 0, 0, 4, "0 features"},
		{"negative features", 4, -1, 4, "-1 features"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := NewData(make([]float32, c.inputs), c.features, make([]uint8, c.labels))
			assert.ErrorContains(t, err, c.message)
		})
	}
}

func TestNewDataAcceptsNoExamples(t *testing.T) {
	d, err := NewData(nil, 3, nil)
	require.NoError(t, err)
	assert.Zero(t, d.Len())
	assert.Zero(t, Data{}.Len())
}

func TestSelectViewsRowsInTheirOrder(t *testing.T) {
	v := fourRows(t).Select([]int32{3, 0, 3})
	assert.Equal(t, 3, v.Len())
	assert.Equal(t, 2, v.Features())
	assert.Equal(t, []float32{3, 3.5}, v.Row(0))
	assert.Equal(t, []float32{0, 0.5}, v.Row(1))
	assert.Equal(t, []int{13, 10, 13}, []int{v.Label(0), v.Label(1), v.Label(2)})
}

func TestSelectOfAViewCountsTheViewsRows(t *testing.T) {
	v := fourRows(t).Select([]int32{3, 1, 0}).Select([]int32{2, 1})
	assert.Equal(t, []int{10, 11}, []int{v.Label(0), v.Label(1)})
	assert.Equal(t, []float32{1, 1.5}, v.Row(1))
}

func TestSelectOfNothingIsEmpty(t *testing.T) {
	assert.Zero(t, fourRows(t).Select(nil).Len())
	assert.Zero(t, fourRows(t).Select([]int32{}).Select(nil).Len())
}

func TestSelectSharesStorageButNotTheList(t *testing.T) {
	d := fourRows(t)
	list := []int32{2}
	v := d.Select(list)
	list[0] = 0
	assert.Equal(t, 12, v.Label(0))
	assert.Same(t, &d.Row(2)[0], &v.Row(0)[0])
}

func TestOutOfRangePanics(t *testing.T) {
	// Spare capacity behind the last row must not pass for a fifth.
	spare := make([]float32, 8, 20)
	d, err := NewData(spare, 2, make([]uint8, 4, 10))
	require.NoError(t, err)
	v := d.Select([]int32{1, 2})
	for _, i := range []int{-1, 4, 5} {
		assert.Panics(t, func() { d.Row(i) }, i)
		assert.Panics(t, func() { d.Label(i) }, i)
		assert.Panics(t, func() { d.Select([]int32{0, int32(i)}) }, i)
	}
	for _, i := range []int{-1, 2, 3} {
		assert.Panics(t, func() { v.Row(i) }, i)
		assert.Panics(t, func() { v.Label(i) }, i)
		assert.Panics(t, func() { v.Select([]int32{int32(i)}) }, i)
	}
}

func TestARowCannotBeAppendedInto(t *testing.T) {
	d := fourRows(t)
	_ = append(d.Row(0), 99)
	assert.Equal(t, []float32{1, 1.5}, d.Row(1))
}

func TestReadingAllocatesNothing(t *testing.T) {
	v := fourRows(t).Select([]int32{3, 1})
	var sum float32
	assert.Zero(t, testing.AllocsPerRun(100, func() { sum += v.Row(1)[0] + float32(v.Label(0)) }))
}

func TestTargetsKeepWithTheirRows(t *testing.T) {
	d, err := NewDataWithTargets([]float32{0, 1, 2, 3}, 1, []float32{0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5}, 2)
	require.NoError(t, err)
	assert.Equal(t, 4, d.Len())
	assert.Equal(t, 2, d.Width())
	assert.False(t, d.Labelled())
	v := d.Select([]int32{3, 1})
	assert.Equal(t, []float32{3, 3.5}, v.Target(0))
	assert.Equal(t, []float32{1}, v.Row(1))
	assert.Panics(t, func() { v.Label(0) })
	assert.Panics(t, func() { v.Target(2) })

	for _, c := range [][4]int{{4, 1, 6, 2}, {4, 1, 7, 2}, {4, 0, 4, 1}, {4, 1, 4, 0}, {5, 2, 2, 1}} {
		_, err := NewDataWithTargets(make([]float32, c[0]), c[1], make([]float32, c[2]), c[3])
		assert.ErrorContains(t, err, "mlp: ", c)
	}
}

func TestLabelsMapToTargets(t *testing.T) {
	d, err := NewData([]float32{5, 6, 7, 8}, 1, []uint8{0, 2, 1, 2})
	require.NoError(t, err)
	before := d.Select([]int32{3, 0})
	oneHot, err := before.OneHot(3)
	require.NoError(t, err)
	assert.Equal(t, 3, oneHot.Width())
	assert.Equal(t, []float32{0, 0, 1}, oneHot.Target(0))
	assert.Equal(t, []float32{1, 0, 0}, oneHot.Target(1))
	assert.Equal(t, 2, oneHot.Label(0), "the label stays")
	assert.Zero(t, before.Width(), "and so does the original")

	odd, err := d.MapLabels([][]float32{{0}, {1}, {0}})
	require.NoError(t, err)
	assert.Equal(t, []float32{1}, odd.Target(2))
	assert.Equal(t, []float32{1}, odd.Select([]int32{2}).Target(0))

	for want, table := range map[string][][]float32{
		"label 2, targets are given for 2 labels": {{1}, {0}},
		"mapped to no targets":                    {},
		"2 targets for label 1, 1 for label 0":    {{1}, {0, 1}, {1}},
	} {
		_, err := d.MapLabels(table)
		assert.ErrorContains(t, err, want)
	}
	_, err = d.OneHot(0)
	assert.ErrorContains(t, err, "mapped to no targets")
	_, err = d.InputsAsTargets().OneHot(3)
	assert.NoError(t, err)
}

func TestInputsAsTargetsShareTheStorage(t *testing.T) {
	d := fourRows(t).InputsAsTargets().Select([]int32{2})
	assert.Equal(t, []float32{2, 2.5}, d.Target(0))
	assert.Same(t, &d.Row(0)[0], &d.Target(0)[0])
}
