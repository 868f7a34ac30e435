# SPDX-License-Identifier: Apache-2.0
# each.sh PROGRAM FOLDER: status and first line of each pair of files.
cd "$2" || exit 1
try() {
  text=$("$1" model.onnx --inputs "$2" --labels "$3" --inputs2 "$2" --labels2 "$3" 2>&1)
  echo "$?: $2 $3: $(echo "$text" | head -n 1)"
}
for file in good short long fortran half swapped text header fine missing other; do
  try "$1" $file.npy labels.npy
done
try "$1" good.npy wrong-labels.npy
try "$1" good.npy few-labels.npy
