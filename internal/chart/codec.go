package chart

import (
	"encoding/json"
	"fmt"
	"image/color"
	"math"
	"reflect"
	"strconv"
	"strings"
)

// drawable are the figures that [Marshal] and [Unmarshal] know, by name.
var drawable = map[string]reflect.Type{}

func init() {
	for _, f := range []Figure{Training{}, Confusion{}, Sensitivity{}, Dots{}, Heatmap{}} {
		drawable[reflect.TypeOf(f).Name()] = reflect.TypeOf(f)
	}
}

// drawingForm is a figure as JSON.
type drawingForm struct {
	Kind   string `json:"kind"`
	Figure any    `json:"figure"`
}

// Marshal returns all that a figure is drawn from as JSON, from which [Unmarshal]
// makes the same figure. Fields have their names in Go; those that are zero are left
// out. A NaN is null, an infinity "inf" or "-inf", a colour "#rrggbbaa".
func Marshal(f Figure) (json.RawMessage, error) {
	t := reflect.TypeOf(f)
	if drawable[t.Name()] != t {
		return nil, fmt.Errorf("chart: a %v has no form in JSON", t)
	}
	return json.Marshal(drawingForm{t.Name(), plain(reflect.ValueOf(f))})
}

// plain makes of a value what encoding/json can write.
func plain(v reflect.Value) any {
	if c, ok := v.Interface().(color.NRGBA); ok {
		return fmt.Sprintf("#%02x%02x%02x%02x", c.R, c.G, c.B, c.A)
	}
	switch v.Kind() {
	case reflect.Float64:
		switch x := v.Float(); {
		case math.IsNaN(x):
			return nil
		case math.IsInf(x, 1):
			return "inf"
		case math.IsInf(x, -1):
			return "-inf"
		}
	case reflect.Slice:
		list := make([]any, v.Len())
		for i := range list {
			list[i] = plain(v.Index(i))
		}
		return list
	case reflect.Struct:
		fields := map[string]any{}
		for i := range v.NumField() {
			if f := v.Field(i); !f.IsZero() {
				fields[v.Type().Field(i).Name] = plain(f)
			}
		}
		return fields
	}
	return v.Interface()
}

// Unmarshal returns the figure that [Marshal] wrote. It is an error if the JSON has
// anything else in it, or if the figure could not be drawn.
func Unmarshal(text []byte) (Figure, error) {
	var d drawingForm
	if err := json.Unmarshal(text, &d); err != nil {
		return nil, fmt.Errorf("chart: %w", err)
	}
	t, ok := drawable[d.Kind]
	if !ok {
		return nil, fmt.Errorf("chart: %q is no kind of figure", d.Kind)
	}
	v := reflect.New(t).Elem()
	if err := restore(v, d.Figure, d.Kind); err != nil {
		return nil, err
	}
	f := v.Interface().(Figure)
	return f, f.check()
}

// restore sets a value to what plain made of it. at says where in the figure it is.
func restore(v reflect.Value, from any, at string) error {
	wrong := func() error { return fmt.Errorf("chart: %s cannot be %.40v", at, from) }
	if _, ok := v.Interface().(color.NRGBA); ok {
		text, _ := from.(string)
		digits, found := strings.CutPrefix(text, "#")
		c, err := strconv.ParseUint(digits, 16, 32)
		if !found || err != nil || len(digits) != 8 {
			return wrong()
		}
		v.Set(reflect.ValueOf(color.NRGBA{uint8(c >> 24), uint8(c >> 16), uint8(c >> 8), uint8(c)}))
		return nil
	}
	switch v.Kind() {
	case reflect.Float64:
		x, ok := map[any]float64{nil: math.NaN(), "inf": math.Inf(1), "-inf": math.Inf(-1)}[scalar(from)]
		if n, isNumber := from.(float64); isNumber {
			x, ok = n, true
		}
		if !ok {
			return wrong()
		}
		v.SetFloat(x)
	case reflect.Slice:
		list, ok := from.([]any)
		if !ok {
			return wrong()
		}
		v.Set(reflect.MakeSlice(v.Type(), len(list), len(list)))
		for i := range list {
			if err := restore(v.Index(i), list[i], fmt.Sprintf("%s[%d]", at, i)); err != nil {
				return err
			}
		}
	case reflect.Struct:
		fields, ok := from.(map[string]any)
		if !ok {
			return wrong()
		}
		for name, value := range fields {
			f := v.FieldByName(name)
			if !f.IsValid() {
				return fmt.Errorf("chart: %s has no %q", at, name)
			}
			if err := restore(f, value, at+"."+name); err != nil {
				return err
			}
		}
		if s, ok := v.Interface().(Style); ok && (s.Dash < 0 || int(s.Dash) >= len(dashes) || s.Marker < 0 || s.Marker >= markerCount) {
			return wrong()
		}
	case reflect.Int:
		n, ok := from.(float64)
		if !ok || n != math.Trunc(n) || math.Abs(n) > 1<<53 {
			return wrong()
		}
		v.SetInt(int64(n))
	default: // bool and string are as JSON has them
		r := reflect.ValueOf(from)
		if !r.IsValid() || r.Kind() != v.Kind() {
			return wrong()
		}
		v.Set(r.Convert(v.Type()))
	}
	return nil
}

// scalar is a value that a map can have as a key; what cannot be is one that none has.
func scalar(v any) any {
	switch v.(type) {
	case nil, string:
		return v
	}
	return false
}
