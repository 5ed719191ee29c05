// Package progress shows how jobs come along: bars on a terminal, plain lines
// elsewhere, nothing if told to be quiet.
package progress

import (
	"fmt"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"
)

// Board shows the jobs of a command.
type Board struct {
	width int           // of the longest name
	bars  *mpb.Progress // nil: no bars
	lines io.Writer     // nil: no lines
	mutex sync.Mutex    // one line at a time
}

// New returns a board on w, which is usually stderr, for jobs of these names.
func New(w io.Writer, quiet bool, names []string) *Board {
	if quiet {
		return &Board{}
	}
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		b := &Board{bars: mpb.New(mpb.WithOutput(w), mpb.WithWidth(30), mpb.PopCompletedMode())}
		for _, name := range names {
			b.width = max(b.width, len(name))
		}
		return b
	}
	return &Board{lines: w}
}

// Job is a piece of work of a known number of steps. Its methods are to be
// called by one goroutine.
type Job struct {
	board *Board
	name  string
	total int
	done  int
	from  int // steps that were done before the start
	start time.Time
	bar   *mpb.Bar
	note  atomic.Value // string, read by the bar's painter
}

// Start adds a job.
func (b *Board) Start(name string, steps int) *Job {
	j := &Job{board: b, name: name, total: steps, start: time.Now()}
	j.note.Store("")
	if b.bars != nil {
		j.bar = b.bars.AddBar(int64(steps),
			mpb.PrependDecorators(decor.Name(name, decor.WC{W: b.width, C: decor.DindentRight}), decor.Percentage(decor.WC{W: 6})),
			mpb.AppendDecorators(
				decor.OnComplete(decor.Any(func(s decor.Statistics) string { return j.left(int(s.Current)) }, decor.WC{W: 12}), ""),
				decor.Any(func(decor.Statistics) string { return "  " + j.note.Load().(string) })))
	}
	return j
}

// Step counts a step.
func (j *Job) Step() {
	j.done++
	if j.bar != nil && j.done < j.total { // the last step is Finish's: a full bar is painted no more
		j.bar.Increment()
	}
}

// Reach tells that so many steps are done, those before counted or not: a job that
// goes on from where it was left has done some without its time.
func (j *Job) Reach(step int) {
	if step <= j.done {
		return
	}
	j.from += step - j.done
	j.done = step
	if j.bar != nil && j.done < j.total {
		j.bar.SetCurrent(int64(j.done))
	}
}

// Note tells how the job stands: beside its bar, or in a line of its own.
func (j *Job) Note(text string) {
	j.note.Store(text)
	if j.from < j.done && j.done < j.total {
		text += ", " + j.left(j.done)
	}
	j.line(text)
}

// Finish ends a job, also one that has not taken all its steps.
func (j *Job) Finish(text string) {
	j.note.Store(text)
	if j.bar != nil {
		j.bar.SetCurrent(int64(j.total))
	}
	j.line(text)
}

func (j *Job) line(text string) {
	if j.board.lines == nil {
		return
	}
	j.board.mutex.Lock()
	defer j.board.mutex.Unlock()
	fmt.Fprintf(j.board.lines, "%s: %s\n", j.name, text)
}

// left is the time left if the rest goes as the steps that are done.
func (j *Job) left(done int) string {
	if done <= j.from {
		return ""
	}
	left := time.Duration(float64(time.Since(j.start)) * float64(j.total-done) / float64(done-j.from))
	return left.Round(time.Second).String() + " left"
}

// Close removes what has not finished, and waits until all is painted.
func (b *Board) Close() {
	if b.bars != nil {
		b.bars.Shutdown()
	}
}
