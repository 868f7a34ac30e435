# SPDX-License-Identifier: Apache-2.0
# usage: interrupt.sh PNASC SPEC DIR: Ctrl-C once a trial is stored; 0 if the exit status is 130.
set -u
"$1" "$2" -o "$3" --set trials=5000 --progress=none --jobs 1 &
pid=$!
while kill -0 $pid 2>/dev/null; do
  stored=$(sqlite3 "$3/study.db" "select count(*) from pnasc_trials" 2>/dev/null || echo 0)
  [ "${stored:-0}" -ge 1 ] && break
  sleep 0.1
done
kill -INT $pid
wait $pid
[ $? -eq 130 ]
