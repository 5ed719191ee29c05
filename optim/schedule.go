package optim

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
)

// Schedule is a learning rate as a pure function of the step, counted from 0.
// A schedule prints as it is written in a spec string.
type Schedule interface {
	At(step int) float64
	String() string
}

// Constant is a learning rate that stays.
type Constant float64

// At returns the constant.
func (c Constant) At(int) float64 { return float64(c) }

func (c Constant) String() string { return formatNumber(float64(c)) }

// ScheduleDefinition is all that is known of a schedule. In its formulas t is
// the step, from 0.
type ScheduleDefinition struct {
	Name    string // in a spec string
	Summary string // one line
	Formula string
	Source  string // the framework's name for it, and a paper's

	prototype Schedule // the zero schedule; its first key is the initial rate, which is written without it
}

// schedules in the order in which they are listed.
var schedules = []*ScheduleDefinition{
	exponential, inverseTime, polynomial, cosine, cosineRestarts, piecewise,
	stepLR, multiStepLR, constantLR, linearLR, exponentialLR, polynomialLR,
	cosineAnnealingLR, cosineWarmRestarts, oneCycleLR, cyclicLR,
	warmupConstant, warmupCosine,
}

// Schedules lists every schedule, Keras's first, then PyTorch's, then optax's.
func Schedules() []*ScheduleDefinition { return slices.Clone(schedules) }

// LookupSchedule returns the definition of a name; the error of an unknown one
// tells which are known and which is nearest.
func LookupSchedule(name string) (*ScheduleDefinition, error) {
	var known []string
	for _, d := range schedules {
		if d.Name == name {
			return d, nil
		}
		known = append(known, d.Name)
	}
	return nil, unknown("schedule", name, known)
}

// Usage shows how the schedule is written, keys with a default in brackets.
func (d *ScheduleDefinition) Usage() string {
	keys := keysOf(d.prototype)
	usage := d.Name + "(" + keys[0].name
	for _, k := range keys[1:] {
		if k.required {
			usage += "," + k.name + "=…"
		} else {
			usage += "[," + k.name + "=" + k.defaults + "]"
		}
	}
	if f, ok := d.prototype.(freeKeyed); ok {
		usage += f.usage()
	}
	return usage + ")"
}

// Keys lists the schedule's keys, the initial rate first. A key that must be
// given has no default.
func (d *ScheduleDefinition) Keys() []ScheduleKey {
	var keys []ScheduleKey
	for _, k := range keysOf(d.prototype) {
		keys = append(keys, ScheduleKey{k.name, k.aliases, k.help, k.values(), k.defaults})
	}
	return keys
}

// ScheduleKey is a key of a schedule.
type ScheduleKey struct {
	Key     string
	Aliases []string // other names that are understood
	Help    string
	Range   string // such as "[0, 1)" or "{cos, linear}", empty for any
	Default string // empty if it must be given
}

// freeKeyed is a schedule whose further keys are not fields.
type freeKeyed interface {
	Schedule
	usage() string
	// with returns the schedule with the arguments.
	with(args []argument) (Schedule, error)
	// arguments are those that with was given.
	arguments() string
}

// ParseSchedule reads a rate as a spec string has it: a number, or a schedule
// such as "cosine(0.1,decay_steps=30)".
func ParseSchedule(text string) (Schedule, error) {
	s := &scanner{text: text}
	v, err := s.value("the rate")
	if err == nil && s.peek() != 0 {
		err = s.errorf("unexpected %q", s.peek())
	}
	if err == nil {
		var schedule Schedule
		if schedule, err = parseSchedule(keysOf(Common{})[0], v); err == nil {
			return schedule, nil
		}
	}
	return nil, fmt.Errorf("schedule %q: %w", text, err)
}

// parseSchedule reads a learning rate: a number or a schedule's call.
func parseSchedule(k key, v value) (Schedule, error) {
	if v.call == nil {
		x, err := k.number(v.text)
		return Constant(x), err
	}
	d, err := LookupSchedule(v.call.name)
	if err != nil {
		return nil, err
	}
	config := reflect.New(reflect.TypeOf(d.prototype)).Elem()
	keys := keysOf(d.prototype)
	args := []argument{{key: keys[0].name, value: value{text: v.call.initial}}}
	_, free := d.prototype.(freeKeyed)
	if !free {
		args = append(args, v.call.args...)
	}
	if err := setAll(config, keys, "", args, d.Name); err != nil {
		return nil, err
	}
	if free {
		return config.Interface().(freeKeyed).with(v.call.args)
	}
	if c, ok := config.Interface().(Checker); ok {
		if err := c.Check(); err != nil {
			return nil, err
		}
	}
	return config.Interface().(Schedule), nil
}

// scheduleString prints a schedule as it is written, without what is default.
func scheduleString(name string, s Schedule) string {
	config := reflect.ValueOf(s)
	keys := keysOf(s)
	text := name + "(" + keys[0].text(config)
	for _, k := range keys[1:] {
		if t := k.text(config); k.required || t != k.defaults {
			text += "," + k.name + "=" + t
		}
	}
	if f, ok := s.(freeKeyed); ok {
		text += f.arguments()
	}
	return text + ")"
}

func formatNumber(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
