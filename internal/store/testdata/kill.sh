#!/usr/bin/env bash
# The long form of the test that kills a process which writes a store: 500 times, or
# as often as the argument says.
cd "$(dirname "$0")/.." && exec go test -count=1 -v -run '^TestKilled$' . -kills "${1:-500}"
