# SPDX-License-Identifier: Apache-2.0
# usage: ranks.sh PNASC SPEC DIR RANKS...: the same short search on several numbers of processes.
set -u
pnasc=$1 spec=$2 folder=$3
shift 3
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMP_NUM_THREADS=1
for ranks in "$@"; do
  mpirun --oversubscribe --bind-to none -n "$ranks" "$pnasc" "$spec" -o "$folder/$ranks" --jobs 1 --set trials=40 \
    --set method.population=16 --stop-after=search --progress=plain 2>"$folder/$ranks.log"
  status=$?
  sqlite3 "$folder/$ranks/study.db" 'select * from pnasc_trials order by id' >"$folder/$ranks.rows"
  python3 -c 'import json, sys; r = json.load(open(sys.argv[1])); del r["timing"]; print(json.dumps(r))' \
    "$folder/$ranks/report.json" >"$folder/$ranks.json"
  same=
  if [ "$ranks" != "$1" ]; then
    cmp -s "$folder/$1.rows" "$folder/$ranks.rows" && cmp -s "$folder/$1.json" "$folder/$ranks.json" && same=', the same'
    [ "$(grep -c '^report:' "$folder/$ranks.log")" = 1 ] || same=', said more than once'
  fi
  echo "$ranks: status $status$same"
done
