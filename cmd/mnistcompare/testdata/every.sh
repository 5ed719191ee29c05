#!/usr/bin/env bash
# every.sh trains the network for one epoch with each optimizer at its defaults,
# and prints those whose test accuracy is not above 80 %: rules that were made
# for other rates, which list says of them.
#
#	bash cmd/mnistcompare/testdata/every.sh     # some minutes
set -euo pipefail
cd "$(dirname "$0")/../../.."
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
go build -o "$dir/mnistcompare" ./cmd/mnistcompare
opts=()
while read -r name; do
	case $name in
	bfgs | cg | newton) continue ;; # on surfaces only
	*'(…)') name="${name%'(…)'}(adam)" ;;
	esac
	opts+=(--opt "$name")
done < <("$dir/mnistcompare" list | grep -oE '^[a-z][a-z0-9_]*(\(…\))?')
"$dir/mnistcompare" --epochs 1 --quiet --out "$dir/out" --csv "$dir/every.csv" "${opts[@]}"
echo
echo 'not above 80 %:'
python3 - "$dir/every.csv" <<'PY'
import csv, sys
for row in csv.DictReader(open(sys.argv[1])):
    if row["test_accuracy"] and not float(row["test_accuracy"]) > 0.8:
        print(f'{row["optimizer"]}: {row["test_accuracy"]}')
PY
