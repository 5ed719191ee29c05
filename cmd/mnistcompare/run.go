package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"

	"github.com/spf13/cobra"

	"descent/internal/cli"
	"descent/internal/store"
	"descent/internal/study"
)

// shard is a flag that holds a part of a study.
type shard struct{ store.Shard }

// Set reads the part.
func (s *shard) Set(text string) (err error) {
	s.Shard, err = store.ParseShard(text)
	return err
}

// Type is what help calls the value.
func (*shard) Type() string { return "I/N" }

func (o *options) run(ctx context.Context, stdout, stderr io.Writer) error {
	p, err := o.resolve()
	if err != nil {
		return err
	}
	if o.summary {
		return summarize(p, stdout)
	}
	if p, err = o.withData(p); err != nil {
		return err
	}
	if o.plan {
		return o.describe(ctx, p, stdout)
	}
	kept, err := o.open(ctx, p, stderr)
	if err != nil {
		return err
	}
	if kept != nil {
		defer kept.Close() // each run is synced when it is put there
	}
	if o.shard != (shard{}) {
		return o.runShard(ctx, p, kept, stdout, stderr)
	}
	undo := func() {}
	if o.save != "" {
		if undo, err = save(o.save, p); err != nil {
			return err
		}
	}
	if err := o.prepare(p); err != nil {
		undo()
		return err
	}
	runs, err := o.execute(ctx, p, kept, stderr)
	if err != nil && !errors.Is(err, context.Canceled) {
		return err
	}
	n := count(runs)
	if n > 0 {
		if err := o.write(p, runs, stdout, stderr); err != nil {
			return err
		}
	}
	if err != nil {
		return cli.Interrupted(n, p.Len(), "runs")
	}
	return nil
}

// runShard does a part of the study, which goes into the store and nowhere else.
func (o *options) runShard(ctx context.Context, p plan, kept *store.Store, stdout, stderr io.Writer) error {
	runs, err := o.execute(ctx, p, kept, stderr)
	n := count(runs)
	switch {
	case errors.Is(err, context.Canceled):
		return cli.Interrupted(n, part(p.Study, o.shard.Shard), "runs of the part")
	case err != nil:
		return err
	}
	fmt.Fprintf(stdout, "part %v: %d of %d runs are in %s; merge, or the command without --shard, draws all\n", &o.shard, n, p.Len(), o.store)
	return nil
}

// part is the number of a shard's runs.
func part(s study.Study, of store.Shard) int {
	n := 0
	for i := range s.Len() {
		if of.Has(i) {
			n++
		}
	}
	return n
}

func count(runs [][]study.Run) int {
	n := 0
	for _, r := range runs {
		n += len(r)
	}
	return n
}

// open opens the store, if there is to be one, and tells what it has.
func (o *options) open(ctx context.Context, p plan, stderr io.Writer) (*store.Store, error) {
	if o.store == "" {
		return nil, nil
	}
	s, notices, err := store.Open(ctx, o.store, o.identity(p), store.Options{Shard: o.shard.Shard, Foreign: o.foreign, Waiting: func() {
		fmt.Fprintf(stderr, "waiting: another process adds to the same log of the store %s\n", o.store)
	}})
	if errors.Is(err, context.Canceled) {
		return nil, cli.Interrupted(0, part(p.Study, o.shard.Shard), "runs")
	}
	if err != nil {
		return nil, o.hint(err)
	}
	for _, n := range notices {
		o.say(stderr, n)
	}
	_, missing, err := p.Kept(&s.Records, o.shard.Shard)
	if err != nil {
		s.Close()
		return nil, err
	}
	if all := part(p.Study, o.shard.Shard); missing < all && !o.Quiet {
		fmt.Fprintf(stderr, "store %s: %d of %d runs are finished\n", o.store, all-missing, all)
	}
	return s, nil
}

// execute runs the plan.
func (o *options) execute(ctx context.Context, p plan, kept *store.Store, stderr io.Writer) ([][]study.Run, error) {
	board := newBoard(stderr, o.Quiet, p)
	defer board.Close()
	return p.Run(ctx, study.Execution{
		Workers: o.workers.N, Store: kept, Shard: o.shard.Shard, Say: func(n store.Notice) { o.say(stderr, n) },
	}, board)
}

// say tells what is wrong with a store and stops nothing; also to who wants quiet,
// since it may tell of a disk that fails.
func (o *options) say(stderr io.Writer, n store.Notice) {
	fmt.Fprintf(stderr, "store %s: %v\n", o.store, n)
}

// hint says what takes a foreign store.
func (o *options) hint(err error) error {
	if errors.Is(err, store.ErrForeign) {
		return fmt.Errorf("%w; --foreign takes it as it is, or name another folder", err)
	}
	return err
}

// identity is what a store's results depend on beside the runs' configurations.
func (o *options) identity(p plan) store.Identity {
	return store.Identity{Program: version(), Data: p.Study[0].Data.SHA256, Format: study.Format}
}

// version is the program's, as the module's or the commit's that it was built from;
// what is built without, by go run for example, is all one version.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

// isNew tells whether there is nothing at a path.
func isNew(path string) bool {
	_, err := os.Stat(path)
	return errors.Is(err, os.ErrNotExist)
}

// prepare tells early what cannot be written.
func (o *options) prepare(p plan) error {
	if o.CSV != "" && filepath.Clean(o.CSV) == o.timesFile() {
		return cli.Usagef("--csv %s is where the times go", o.CSV)
	}
	return o.Prepare(p.figures()...)
}

// newMerge returns the subcommand that draws what is in a store.
func newMerge() *cobra.Command {
	var o options
	cmd := &cobra.Command{
		Use:   "merge",
		Short: "draw a study whose runs are all in a store, and run nothing",
		Long: "Draws a study, given by the same flags or file as it was run by, from the runs in a store. It writes nothing\n" +
			"there. A run that is not finished is an error: the command without merge does those that are missing.",
		Example: "  mnistcompare merge --study study.toml --store runs --csv runs.csv",
		Args:    cli.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := o.readStudy(cmd); err != nil {
				return err
			}
			return o.merge(cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	o.addStudy(cmd)
	return cmd
}

func (o *options) merge(stdout, stderr io.Writer) error {
	p, err := o.resolve()
	if err != nil {
		return err
	}
	if o.store == "" {
		return cli.Usagef("merge wants --store: the folder that the runs are in")
	}
	if p, err = o.withData(p); err != nil {
		return err
	}
	records, notices, err := store.Read(o.store, o.identity(p), o.foreign)
	if err != nil {
		return o.hint(err)
	}
	for _, n := range notices {
		o.say(stderr, n)
	}
	runs, missing, err := p.Kept(records, store.Shard{})
	if err != nil {
		return err
	}
	if missing > 0 {
		return fmt.Errorf("store %s: %d of %d runs are missing; the command without merge does them", o.store, missing, p.Len())
	}
	if err := o.prepare(p); err != nil {
		return err
	}
	return o.write(p, runs, stdout, stderr)
}
