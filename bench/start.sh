#!/usr/bin/env bash
# Times a first and a second start of script/server in a fresh clone, until the first page answers.
#   bench/start.sh               with what is on the PATH (uv if there is one)
#   PATH=/usr/bin:/bin bench/start.sh    with Debian's own Python and pip
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

place=$(mktemp -d)
server=
leave() { [ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$place"; }
trap leave EXIT
git clone --quiet . "$place/doanra"
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')

answers() {
  python3 - "$port" <<'PY' 2>/dev/null
import http.client, sys
connection = http.client.HTTPConnection("127.0.0.1", int(sys.argv[1]), timeout=5)
connection.request("GET", "/")
sys.exit(connection.getresponse().status >= 500)
PY
}
start() { # NAME
  local begun=$SECONDS from
  from=$(date +%s.%N)
  PORT=$port "$place/doanra/script/server" </dev/null >"$place/log" 2>&1 &
  server=$!
  until answers; do
    kill -0 "$server" 2>/dev/null || { cat "$place/log" >&2; echo "the server ended by itself" >&2; server=; exit 1; }
    [ $((SECONDS - begun)) -lt 600 ] || { cat "$place/log" >&2; echo "no answer in 600 s" >&2; exit 1; }
    sleep 0.2
  done
  awk -v name="$1" -v from="$from" -v to="$(date +%s.%N)" 'BEGIN { printf "%-13s %6.1f s\n", name, to - from }'
  kill "$server"
  wait "$server" 2>/dev/null || true
  server=
}
start "first start"
start "second start"
