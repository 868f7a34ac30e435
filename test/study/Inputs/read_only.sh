# SPDX-License-Identifier: Apache-2.0
# usage: read_only.sh PNASC SPEC DIR: what a run says of a DIR and of a study that it may not write
# to. Root may write anywhere, so there another user runs it.
set -u
as=
[ "$(id -u)" != 0 ] || as='setpriv --reuid=65534 --regid=65534 --clear-groups'
run() {
  HOME=/nonexistent PNASC_CACHE= $as "$@" --set trials=6 --stop-after=search --progress=none 2>&1
}
text=$(run "$1" "$2" -o "$3") || { echo "cannot begin: $text"; exit 1; }
sqlite3 "$3/study.db" .dump >"$3.before"
chmod 555 "$3"
text=$(run "$1" "$2" -o "$3")
echo "folder: $?: $(echo "$text" | grep error)"
chmod 755 "$3"
chmod 444 "$3/study.db"
text=$(run "$1" "$2" -o "$3")
echo "file: $?: $(echo "$text" | grep error)"
sqlite3 "$3/study.db" .dump >"$3.after"
cmp "$3.before" "$3.after" && echo 'the same'
