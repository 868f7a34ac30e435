// SPDX-License-Identifier: Apache-2.0
// Runs the models that unit_onnx_float and unit_onnx_integer left in a folder with ONNX Runtime and
// compares: float outputs within 1e-4; int8 outputs at most one step apart, and at most 0.5 % of the
// elements of all tensors different. (Differences are the runtime's: it sums in 24-bit floats.)
//   PNASC_KEEP=FOLDER unit_onnx_integer && node runtime.mjs FOLDER
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

let runtime;
try {
  runtime = (await import("onnxruntime-node")).default;
} catch {
  console.log("skipped: onnxruntime-node is not installed (npm install --ignore-scripts in test/npm)");
  process.exit(0);
}

function floats(path) {
  const bytes = readFileSync(path);
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

async function judge(base) {
  const { shape, integer } = JSON.parse(readFileSync(base + ".json"));
  const input = floats(base + ".input.f32"), expected = floats(base + ".output.f32");
  const count = input.length / shape.reduce((a, b) => a * b, 1);
  const session = await runtime.InferenceSession.create(base + ".onnx", {
    graphOptimizationLevel: "disabled",
    intraOpNumThreads: 1,
  });
  const feed = { [session.inputNames[0]]: new runtime.Tensor("float32", input, [count, ...shape]) };
  const found = await session.run(feed);
  let at = 0, differing = 0, worst = 0, worstOutput = 0;
  for (const name of session.outputNames) {
    for (const value of found[name].data) {
      const error = Math.abs(expected[at++] - value);
      if (error > 0) ++differing;
      worst = Math.max(worst, error);
    }
    if (name === session.outputNames[0]) worstOutput = worst;
  }
  if (at !== expected.length) throw new Error(`${base}: ${at} elements, not ${expected.length}`);
  if (!integer) {
    console.log(`${base}: float, largest difference ${worst}`);
    return worst <= 1e-4;
  }
  const share = differing / at;
  console.log(`${base}: int8, ${differing} of ${at} elements differ, by at most ${worst} step(s)`);
  return worstOutput <= 1 && share <= 0.005;
}

const folder = process.argv[2];
const names = readdirSync(folder).filter((name) => name.endsWith(".json")).sort();
let right = names.length > 0;
for (const name of names) right = (await judge(join(folder, name.slice(0, -5)))) && right;
console.log(right ? "ONNX Runtime agrees" : "ONNX Runtime disagrees");
process.exit(right ? 0 : 1);
