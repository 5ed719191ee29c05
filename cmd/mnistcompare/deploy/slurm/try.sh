#!/usr/bin/env bash
# try.sh starts Slurm on this machine (Debian's slurm-wlm and munge, as root), runs a
# study of 24 runs as an array of four tasks, kills one of them and has it queued
# again, merges, and compares numbers and figures with those of one process without
# Slurm, byte for byte.
#
#	bash cmd/mnistcompare/deploy/slurm/try.sh
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
# What runs is in the folder's pid files; nothing else is ended.
finish() {
	for daemon in slurmd slurmctld munged; do
		[ -s "$dir/$daemon.pid" ] && kill "$(cat "$dir/$daemon.pid")" 2>/dev/null
	done
	sleep 1
	rm -rf "$dir"
}
trap finish EXIT

(cd "$here/../../../.." && go build -o "$dir/bin/mnistcompare" ./cmd/mnistcompare)
export PATH=$dir/bin:$PATH
mkdir "$dir/state" "$dir/spool"
chmod 755 "$dir"
name=$(hostname -s)
head -c 128 /dev/urandom >"$dir/munge.key"
chmod 400 "$dir/munge.key"
munged --force --key-file="$dir/munge.key" --socket="$dir/munge.socket" --pid-file="$dir/munged.pid" \
	--log-file="$dir/munged.log" --seed-file="$dir/munge.seed"
cat >"$dir/slurm.conf" <<CONF
ClusterName=try
SlurmctldHost=$name(127.0.0.1)
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$dir/munge.socket
CryptoType=crypto/munge
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool
SlurmctldPidFile=$dir/slurmctld.pid
SlurmdPidFile=$dir/slurmd.pid
SlurmctldLogFile=$dir/slurmctld.log
SlurmdLogFile=$dir/slurmd.log
SlurmctldPort=16817
SlurmdPort=16818
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
ReturnToService=2
MpiDefault=none
NodeName=$name NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=$name Default=YES MaxTime=INFINITE State=UP OverSubscribe=FORCE:2
CONF
export SLURM_CONF=$dir/slurm.conf
slurmctld
slurmd
until sinfo -h -o %T 2>/dev/null | grep -q idle; do sleep 0.5; done

# 24 runs: three optimizers, four batch sizes, two seeds.
cat >"$dir/study.toml" <<'TOML'
opt = ["sgd:lr=0.1", "momentum", "adam"]
batch = [128, 256, 512, 1024]
model = "dense:32,relu"
seeds = 2
epochs = 3
TOML
cd "$dir"
array=$(sbatch --parsable --mem=0 "$here/study.sbatch" "$dir/study.toml" "$dir/runs")
until ls runs/runs-1-of-4.checkpoints/* >/dev/null 2>&1 || [ -s runs/runs-1-of-4.log ]; do sleep 0.1; done
scancel --signal=KILL --full "${array}_1"
echo "task 1 of job $array is killed and queued again"
sleep 1
scontrol requeue "${array}_1" || true # if Slurm has not done so by itself
while squeue -h -j "$array" 2>/dev/null | grep -q .; do sleep 0.5; done
scontrol show job "${array}_1" | grep -o 'Restarts=[1-9][0-9]*' # it did begin again
cat mnistcompare-*.txt | grep '^part\|^store'
mnistcompare merge --study study.toml --store runs --csv merged.csv --out merged --quiet >/dev/null
mnistcompare --study study.toml --csv local.csv --out local --quiet >/dev/null
rm merged/times.csv merged/*seconds* local/times.csv local/*seconds* # wall-clock time differs
cmp merged.csv local.csv
diff -r merged local
echo "24 runs of an array of 4, one killed and queued again: the same bytes as without Slurm"
