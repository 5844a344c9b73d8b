#!/usr/bin/env bash
# Times the reading of a folder of units' lists by command: three runs, everything but the script's own notes on the folder.
#   bench/intake.sh [FOLDER]     by default the public corpus beside the checkout
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

folder=${1:-../shared/samples/intake}
[ -d "$folder" ] || { echo "bench/intake.sh: there is no folder $folder" >&2; exit 2; }
mapfile -d '' lists < <(find "$folder" -type f ! -name '*.md' ! -name '*.jsonl' ! -name '*.py' ! -path '*/__pycache__/*' -print0 | sort -z)
result=$(mktemp)
trap 'rm -f "$result"' EXIT
for run in 1 2 3; do
  from=$(date +%s.%N)
  .venv/bin/doanra intake "${lists[@]}" >"$result" || true # 2 when a file is refused, as some here must be
  awk -v run="$run" -v files="${#lists[@]}" -v lines="$(wc -l <"$result")" -v from="$from" -v to="$(date +%s.%N)" \
    'BEGIN { printf "run %d: %d files, %d lines, %.1f s\n", run, files, lines, to - from }'
done
