# SPDX-License-Identifier: Apache-2.0
# usage: kill_and_resume.sh PNASC SPEC DIR: kill -9 once some trials are stored, then --resume.
set -u
"$1" "$2" -o "$3" --set trials=60 --stop-after=search --progress=none &
pid=$!
stored=0
while kill -0 $pid 2>/dev/null; do
  stored=$(sqlite3 "$3/study.db" "select count(*) from pnasc_trials" 2>/dev/null || echo 0)
  [ "${stored:-0}" -ge 8 ] && break
  sleep 0.05
done
kill -9 $pid 2>/dev/null
wait $pid 2>/dev/null
[ "${stored:-0}" -lt 60 ] || { echo "too late to kill: $stored trials"; exit 1; }
exec "$1" "$2" -o "$3" --set trials=60 --stop-after=search --progress=none --resume
