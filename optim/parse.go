package optim

import (
	"fmt"
	"strings"

	"descent/internal/suggest"
)

// The grammar of spec strings:
//
//	spec     = name [ ":" args ] | wrapper "(" spec ")" [ ":" args ]
//	args     = key "=" value { "," key "=" value }
//	value    = number | true | false | word | schedule
//	schedule = name "(" initial { "," key "=" value } ")"
//
// Spaces between its tokens do not count.

// node is a spec as written, before its names are looked up.
type node struct {
	name  string
	inner *node // of a wrapper
	args  []argument
}

type argument struct {
	key   string
	value value
}

// value is a scalar's text, or a call.
type value struct {
	text string
	call *call
}

type call struct {
	name    string
	initial string
	args    []argument
}

// maxDepth is how deep wrappers may be nested.
const maxDepth = 8

// scanner reads a spec string from left to right.
type scanner struct {
	text string
	at   int // byte offset of the next token
}

const delimiters = ":,=()"

// parseNode reads a whole spec string.
func parseNode(text string) (*node, error) {
	s := &scanner{text: text}
	n, err := s.spec(0)
	if err != nil {
		return nil, err
	}
	if s.peek() != 0 {
		return nil, s.errorf("unexpected %q", s.peek())
	}
	return n, nil
}

func (s *scanner) spec(depth int) (*node, error) {
	if depth > maxDepth {
		return nil, s.errorf("wrappers nested more than %d deep", maxDepth)
	}
	name, err := s.word("a name")
	if err != nil {
		return nil, err
	}
	n := &node{name: name}
	if open := s.at; s.take('(') {
		if n.inner, err = s.spec(depth + 1); err != nil {
			return nil, err
		}
		if err := s.closing(open); err != nil {
			return nil, err
		}
	}
	if s.take(':') {
		n.args, err = s.arguments()
	}
	return n, err
}

// arguments reads key=value pairs, at least one.
func (s *scanner) arguments() ([]argument, error) {
	var args []argument
	for {
		k, err := s.word("a key")
		if err != nil {
			return nil, err
		}
		if !s.take('=') {
			return nil, s.errorf("%q wants a value: %s=…", k, k)
		}
		v, err := s.value(k)
		if err != nil {
			return nil, err
		}
		args = append(args, argument{k, v})
		if !s.take(',') {
			return args, nil
		}
	}
}

func (s *scanner) value(key string) (value, error) {
	text, err := s.word("a value of " + key)
	if err != nil {
		return value{}, err
	}
	open := s.at
	if !s.take('(') {
		return value{text: text}, nil
	}
	c := &call{name: text}
	if c.initial, err = s.word("the initial rate"); err != nil {
		return value{}, err
	}
	if s.take(',') {
		if c.args, err = s.arguments(); err != nil {
			return value{}, err
		}
	}
	return value{call: c}, s.closing(open)
}

// word reads up to the next delimiter.
func (s *scanner) word(what string) (string, error) {
	rest := s.text[s.at:]
	end := strings.IndexAny(rest, delimiters)
	if end < 0 {
		end = len(rest)
	}
	w := strings.TrimSpace(rest[:end])
	if w == "" {
		return "", s.errorf("%s is missing", what)
	}
	s.at += end
	return w, nil
}

// peek returns the next byte that is not a space, 0 at the end.
func (s *scanner) peek() byte {
	for s.at < len(s.text) && s.text[s.at] == ' ' {
		s.at++
	}
	if s.at == len(s.text) {
		return 0
	}
	return s.text[s.at]
}

func (s *scanner) take(c byte) bool {
	if s.peek() != c {
		return false
	}
	s.at++
	return true
}

// closing takes the parenthesis that closes the one at byte open.
func (s *scanner) closing(open int) error {
	if s.take(')') {
		return nil
	}
	if s.peek() == 0 {
		return fmt.Errorf("the parenthesis at column %d is not closed", s.column(open))
	}
	return s.errorf("unexpected %q, a closing parenthesis is missing", s.peek())
}

func (s *scanner) errorf(format string, args ...any) error {
	return fmt.Errorf(format+" at column %d", append(args, s.column(s.at))...)
}

// column is the character, from 1, at a byte offset.
func (s *scanner) column(at int) int { return len([]rune(s.text[:at])) + 1 }

func unknown(what, name string, known []string) error { return suggest.Unknown(what, name, known) }
