#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# tables.sh FOLDER: scores 3200 uniform draws of each shipped spec (minutes), then compares the
# methods on them. A table that is there is used again; one that was interrupted goes on.
set -eu
folder=$1
root=$(dirname "$(dirname "$(dirname "$(dirname "$(readlink -f "$0")")")")")
set --
for spec in fashion_mnist mafaulda; do
  resume=
  [ ! -e "$folder/$spec/study.db" ] || resume=--resume
  "$root/.build/bin/pnasc" "$root/specs/$spec.pnas" -o "$folder/$spec" --set 'method=random(seed = 1)' \
    --set trials=3200 --stop-after=search $resume
  set -- "$@" "$root/specs/$spec.pnas" "$folder/$spec/study.db"
done
"$root/.build/bin/benchmark_search"
"$root/.build/bin/benchmark_search" "$@"
