#!/usr/bin/env bash
# kill.sh kills a study over and over again with SIGKILL, at random moments and in
# random parts of it, and compares what it comes to with what it comes to undisturbed:
# numbers, figures and their records, byte for byte.
#
#	bash cmd/mnistcompare/testdata/kill.sh [KILLS [DATA]]
#
# A study is run until it is whole; then another begins, until there were so many
# kills, 200 if not said. Without DATA the first 5,300 images of MNIST are taken, and
# the command is built; with it, mnistcompare is the one on the path.
set -euo pipefail
kills=${1:-200}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
if [ $# -gt 1 ]; then
	data=$2
else
	cd "$(dirname "$0")/../../.."
	go build -o "$dir/bin/mnistcompare" ./cmd/mnistcompare
	PATH=$dir/bin:$PATH
	data=$dir/data
	mkdir "$data"
	first() { # first FILE MAGIC SIZES BYTES-OF-HEADER BYTES
		{ printf "$2$3"; gzip -dc "mlp/mnist/$1.gz" | tail -c "+$(($4 + 1))" | head -c "$5"; } 2>/dev/null >"$data/$1" || true
	}
	first train-images-idx3-ubyte '\0\0\10\3' '\0\0\24\264\0\0\0\34\0\0\0\34' 16 $((5300 * 784))
	first train-labels-idx1-ubyte '\0\0\10\1' '\0\0\24\264' 8 5300
	first t10k-images-idx3-ubyte '\0\0\10\3' '\0\0\1\54\0\0\0\34\0\0\0\34' 16 $((300 * 784))
	first t10k-labels-idx1-ubyte '\0\0\10\1' '\0\0\1\54' 8 300
fi
study=(--data "$data" --opt adam --opt sgd:lr=0.1 --opt sgd:lr=1e30 --batch 20,50 --seeds 2 --epochs 60 --model 'dense:20,relu dropout:0.1' --quiet)
mnistcompare "${study[@]}" --csv "$dir/whole.csv" --out "$dir/whole" >/dev/null
rm "$dir/whole/times.csv" "$dir"/whole/*seconds* # wall-clock time differs

killed=0 attempts=0 studies=0 kept=0
while [ "$killed" -lt "$kills" ]; do
	store=$dir/store$studies
	while :; do
		part=()
		n=$((RANDOM % 3 + 1))
		[ "$n" -gt 1 ] && part=(--shard "$((RANDOM % n + 1))/$n")
		attempts=$((attempts + 1))
		# In a session of its own shell, whose message of the kill goes nowhere.
		(
			mnistcompare "${study[@]}" --store "$store" --workers "$((RANDOM % 3 + 1))" ${part[@]+"${part[@]}"} --csv "$dir/torn.csv" --out "$dir/torn" >"$dir/said" 2>&1 &
			pid=$!
			sleep "0.$((RANDOM % 9))$((RANDOM % 10))"
			kill -KILL "$pid" 2>/dev/null || true
			code=0
			wait "$pid" || code=$?
			echo "$code" >"$dir/code"
		) 2>/dev/null
		code=$(cat "$dir/code")
		case $code in
		137) killed=$((killed + 1)) ;;
		0) ;;
		*) cat "$dir/said"; exit 1 ;;
		esac
		finished=$({ cat "$store"/runs*.log 2>/dev/null | grep -o '"run":"[0-9a-f]*"' || true; } | sort -u | wc -l)
		if [ "$finished" -ge 12 ] || [ "$killed" -ge "$kills" ]; then break; fi
	done
	kept=$((kept + finished))
	mnistcompare "${study[@]}" --store "$store" --csv "$dir/end.csv" --out "$dir/end" >/dev/null
	rm "$dir/end/times.csv" "$dir"/end/*seconds*
	cmp "$dir/whole.csv" "$dir/end.csv"
	diff -r "$dir/whole" "$dir/end"
	rm -r "$store"
	studies=$((studies + 1))
done
echo "$killed kills in $attempts attempts at $studies studies, $kept runs kept: the same bytes each time"
