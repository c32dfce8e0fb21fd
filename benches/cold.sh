#!/usr/bin/env bash
# cold.sh [PROFILE] [RUNS]: the whole program from start to exit, as a user runs it: wall clock, CPU time, peak memory,
# and what it wrote. Needs a release build, python3 and, for the number of pages, pdfinfo.
set -eu
cd "$(dirname "$0")/.."
profile=${1:-profiles/hoshifuru-seiko.toml} runs=${2:-10}
cargo build --release --quiet
out=$(mktemp -d); trap 'rm -rf "$out"' EXIT
python3 - "$profile" "$runs" "$out" <<'P'
import os, statistics, subprocess, sys, time
profile, runs, out = sys.argv[1], int(sys.argv[2]), sys.argv[3]
wall, cpu, peak = [], [], 0
for _ in range(runs):
    start = time.perf_counter()
    process = subprocess.Popen(["target/release/kitei", "build", profile, "--out", out], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, status
    wall.append(time.perf_counter() - start)
    cpu.append(usage.ru_utime + usage.ru_stime)
    peak = max(peak, usage.ru_maxrss)
name = os.path.splitext(os.path.basename(profile))[0]
print(f"{name}: wall {statistics.median(wall)*1e3:.0f} ms (min {min(wall)*1e3:.0f}, max {max(wall)*1e3:.0f}), "
      f"CPU {statistics.median(cpu)*1e3:.0f} ms, peak {peak/1024:.0f} MB, {runs} runs")
folder = os.path.join(out, name)
for file in sorted(os.listdir(folder)):
    path = os.path.join(folder, file)
    pages = ""
    if file.endswith(".pdf"):
        info = subprocess.run(["pdfinfo", path], capture_output=True, text=True)
        pages = next((line.split()[1] + " pages" for line in info.stdout.splitlines() if line.startswith("Pages")), "")
    print(f"  {file}  {os.path.getsize(path)/1024:.0f} KB  {pages}")
P
