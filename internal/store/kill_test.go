package store

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var kills = flag.Int("kills", 20, "how often TestKilled kills a process")

// The processes of these tests are this test's binary with the folder of a store and
// a shard in its environment.
const (
	childFolder = "DESCENT_STORE_TEST_FOLDER"
	childShard  = "DESCENT_STORE_TEST_SHARD"
	childRuns   = "DESCENT_STORE_TEST_RUNS"
)

// TestMain runs such a process, or the tests.
func TestMain(m *testing.M) {
	flag.Parse()
	dir := os.Getenv(childFolder)
	if dir == "" {
		os.Exit(m.Run())
	}
	runs, err := strconv.Atoi(os.Getenv(childRuns))
	var shard Shard
	if text := os.Getenv(childShard); err == nil && text != "" {
		shard, err = ParseShard(text)
	}
	if err == nil {
		err = study(dir, shard, runs)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

const epochs = 4

// epoch is what stands for training here: the state after it is a function of the
// state before, so that a run that goes on from a wrong state has a wrong result.
func epoch(state []byte) []byte {
	sum := sha256.Sum256(state)
	return append(sum[:], state[:min(len(state), 3000)]...)
}

func start(run int) []byte { return fmt.Appendf(nil, "the weights of run %d", run) }

func hashOfRun(run int) Hash { return HashOf(start(run)) }

func resultOf(state []byte) json.RawMessage {
	return json.RawMessage(fmt.Sprintf(`"%x"`, sha256.Sum256(state)))
}

// study does the runs that are not done yet, each from its last checkpoint, and
// prints the number of each when it is on the disk.
func study(dir string, shard Shard, runs int) error {
	s, notices, err := Open(ctx, dir, this, Options{Shard: shard})
	if err != nil {
		return err
	}
	defer s.Close()
	for i := range runs {
		h := hashOfRun(i)
		if !shard.Has(i) || s.Has(h) {
			continue
		}
		at := struct {
			Epoch int
			State []byte
		}{0, start(i)}
		saved, ignored := s.Checkpoint(h)
		if notices = append(notices, ignored...); saved != nil {
			if err := json.Unmarshal(saved, &at); err != nil {
				return err
			}
			fmt.Println("resumed")
		}
		for at.Epoch < epochs {
			at.Epoch, at.State = at.Epoch+1, epoch(at.State)
			text, err := json.Marshal(at)
			if err != nil {
				return err
			}
			if err := s.SaveCheckpoint(h, text); err != nil {
				return err
			}
		}
		if err := s.Put(h, Record{Result: resultOf(at.State)}); err != nil {
			return err
		}
		fmt.Println(i)
	}
	for _, n := range notices {
		fmt.Println(n)
	}
	return nil
}

// child starts a process. When it ends, done returns what it has printed.
func child(t *testing.T, dir, shard string, runs int) (cmd *exec.Cmd, done func() (lines []string, err error)) {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	cmd = exec.Command(self)
	cmd.Env = append(os.Environ(), childFolder+"="+dir, childShard+"="+shard, childRuns+"="+strconv.Itoa(runs))
	cmd.Stderr = os.Stderr
	var out bytes.Buffer
	cmd.Stdout = &out
	require.NoError(t, cmd.Start())
	return cmd, func() ([]string, error) {
		err := cmd.Wait()
		var lines []string
		for in := bufio.NewScanner(&out); in.Scan(); {
			lines = append(lines, in.Text())
		}
		return lines, err
	}
}

// finished requires of a store that each of its runs has the right result, and
// returns how many there are, and the number after the last one's.
func finished(t *testing.T, dir string) (n, end int) {
	t.Helper()
	r, _, err := Read(dir, this, false)
	require.NoError(t, err)
	for i := 0; n < r.Len(); i++ {
		require.Less(t, i, 1_000_000, "a run that is none")
		got, ok := r.Get(hashOfRun(i))
		if !ok {
			continue
		}
		state := start(i)
		for range epochs {
			state = epoch(state)
		}
		require.Equal(t, string(resultOf(state)), string(got.Result), "run %d", i)
		n, end = n+1, i+1
	}
	return n, end
}

// TestKilled kills two processes that work on one store, one on all of it and one on a
// shard, at moments that chance has chosen, over and over. What they said was on the disk
// is there, and what they find there the next time is right.
func TestKilled(t *testing.T) {
	dir := t.TempDir()
	rng := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	pause := func() { time.Sleep(time.Duration(rng.IntN(60_000)) * time.Microsecond) }
	killed, resumed := 0, 0
	said := map[string]map[string]bool{"": {}, "1/2": {}}
	for killed < *kills {
		_, end := finished(t, dir)
		all, allDone := child(t, dir, "", end+10_000) // more than they will manage
		half, halfDone := child(t, dir, "1/2", end+10_000)
		pause()
		require.NoError(t, all.Process.Kill())
		allSaid, err := allDone()
		require.Error(t, err, "it was killed")
		pause()
		require.NoError(t, half.Process.Kill())
		halfSaid, err := halfDone()
		require.Error(t, err, "it was killed")
		killed += 2
		there := 0
		for shard, lines := range map[string][]string{"": allSaid, "1/2": halfSaid} {
			for _, line := range lines {
				if line == "resumed" {
					resumed++
					continue
				}
				require.NotContains(t, said[shard], line, "a finished run is not run again")
				said[shard][line] = true
			}
			there = max(there, len(said[shard]))
		}
		n, _ := finished(t, dir)
		require.GreaterOrEqual(t, n, there)
	}
	_, runs := finished(t, dir)
	runs += 3
	for _, shard := range []string{"1/2", ""} {
		_, done := child(t, dir, shard, runs)
		_, err := done()
		require.NoError(t, err)
	}
	n, _ := finished(t, dir)
	assert.Equal(t, runs, n)
	_, notices := open(t, dir, Options{})
	assert.Empty(t, notices)
	assert.Empty(t, names(t, dir+"/runs.checkpoints"))
	assert.Empty(t, names(t, dir+"/runs-1-of-2.checkpoints"))
	t.Logf("%d kills over %d runs of %d epochs; %d times a run went on from a checkpoint", killed, runs, epochs, resumed)
}

// TestProcesses lets five processes work on one store at once: two on one log, of
// which one waits for the other, and shards that overlap.
func TestProcesses(t *testing.T) {
	dir := t.TempDir()
	const runs = 12
	var group sync.WaitGroup
	for _, shard := range []string{"", "", "1/2", "2/3", "2/3"} {
		_, done := child(t, dir, shard, runs)
		group.Add(1)
		go func() {
			defer group.Done()
			_, err := done()
			assert.NoError(t, err)
		}()
	}
	group.Wait()
	n, _ := finished(t, dir)
	assert.Equal(t, runs, n)
	_, notices := open(t, dir, Options{})
	assert.Empty(t, notices)
}
