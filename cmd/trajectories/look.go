package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"descent/internal/chart"
	"descent/internal/cli"
	"descent/surfaces"
)

// look are the flags of how figures look and move.
type look struct {
	azimuth, elevation float64
	turn               float64
	motion             chart.Motion
	flags              *pflag.FlagSet
}

// addTo defines the flags on a command; theme and size go into the output's.
func (l *look) addTo(cmd *cobra.Command, out *cli.Output) {
	l.flags = cmd.Flags()
	l.flags.Float64Var(&l.azimuth, "azimuth", chart.DefaultAzimuth, "degrees by which the eye of --view 3d stands off the axis of x (default: whence most is seen)")
	l.flags.Float64Var(&l.elevation, "elevation", chart.DefaultElevation, "degrees of that eye above the ground, 0 to 90")
	l.flags.Lookup("azimuth").DefValue = "0" // help tells the default in words
	theme := chart.Light.String()
	l.flags.Var(word{&theme, func(text string) (err error) {
		out.Look.Theme, err = chart.ParseTheme(text)
		return err
	}}, "theme", "`theme` of the figures: "+strings.Join(chart.Themes(), ", "))
	l.flags.Var(word{new(string), func(text string) (err error) {
		out.Look.Size, err = chart.ParseSize(text)
		return err
	}}, "size", "`size` of the figures, WIDTHxHEIGHT or WIDTH in px, in, cm or pt, as 1920x1080px or 345pt (default: as it needs)")
	l.flags.IntVar(&l.motion.FPS, "fps", 0, fmt.Sprintf("frames a second of --format gif, 1 to %d (default: 25)", chart.MaxFPS))
	l.flags.IntVar(&l.motion.Frames, "frames", 0, fmt.Sprintf("frames of --format gif or frames, 2 to %d (default: one a step, at most 120)", chart.MaxFrames))
	l.flags.BoolVar(&l.motion.Loop, "loop", false, "play --format gif without end, instead of once")
	l.flags.Float64Var(&l.motion.Turn, "turn", 0, "degrees by which --view 3d turns in --format gif or frames")
	cli.Complete(cmd, "theme", chart.Themes())
}

// check refuses flags that would do nothing, and values out of their range.
func (l *look) check(view string, out *cli.Output) error {
	for _, name := range []string{"fps", "frames", "loop", "turn"} {
		if l.given(name) && !out.Animated() {
			return cli.Usagef("--%s is for --format gif or frames", name)
		}
	}
	for _, name := range []string{"azimuth", "elevation", "turn"} {
		if l.given(name) && view != reliefView.name && !(view == "" && out.Look.Theme == chart.Classic) {
			return cli.Usagef("--%s is for --view 3d", name)
		}
	}
	if out.Look.Theme == chart.Transparent && slices.Contains(out.Formats, "gif") {
		return cli.Usagef("a GIF cannot be transparent: --format frames can be")
	}
	if l.elevation < 0 || l.elevation > 90 || l.elevation != l.elevation {
		return cli.Usagef("--elevation must be from 0 to 90 degrees, not %g", l.elevation)
	}
	for _, a := range []struct {
		flag  string
		value float64
	}{{"azimuth", l.azimuth}, {"turn", l.turn}} {
		if a.value-a.value != 0 {
			return cli.Usagef("--%s must be finite, not %g", a.flag, a.value)
		}
	}
	if l.given("fps") && (l.motion.FPS < 1 || l.motion.FPS > chart.MaxFPS) {
		return cli.Usagef("--fps must be a whole number from 1 to %d, not %d", chart.MaxFPS, l.motion.FPS)
	}
	if l.given("frames") && (l.motion.Frames < 2 || l.motion.Frames > chart.MaxFrames) {
		return cli.Usagef("--frames must be a whole number from 2 to %d, not %d", chart.MaxFrames, l.motion.Frames)
	}
	return nil
}

func (l *look) given(name string) bool { return l.flags != nil && l.flags.Changed(name) }

// camera is whence a surface is seen in space.
type camera struct {
	Azimuth   float64 `json:"azimuth"`
	Elevation float64 `json:"elevation"`
	// best takes the azimuth from which the most of the paths is seen.
	best bool
}

// camera is that of a surface; in the classic theme, of Alec Radford's figure of
// it, unless the flags say otherwise.
func (l *look) camera(s *surfaces.Surface, theme chart.Theme) camera {
	c := camera{l.azimuth, l.elevation, !l.given("azimuth")}
	f, ok := radfordOf(s.Name)
	if theme != chart.Classic || !ok {
		return c
	}
	c.best = false
	if !l.given("azimuth") {
		c.Azimuth = f.azimuth
	}
	if !l.given("elevation") {
		c.Elevation = f.elevation
	}
	return c
}

// word is a flag whose word is parsed.
type word struct {
	text  *string
	parse func(string) error
}

// Set parses the word.
func (w word) Set(text string) error {
	if err := w.parse(text); err != nil {
		return err
	}
	*w.text = text
	return nil
}

func (w word) String() string {
	if w.text == nil {
		return ""
	}
	return *w.text
}

// Type is what help calls the value.
func (word) Type() string { return "word" }
