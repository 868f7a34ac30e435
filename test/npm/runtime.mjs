// SPDX-License-Identifier: Apache-2.0
// Runs what unit_onnx_float, unit_onnx_integer or unit_onnx_architectures left in a folder with ONNX
// Runtime and compares. Float outputs: differences against the largest value of the same output. Int8
// outputs: how many of all elements differ, and by how many steps; and the same for every operator by
// itself, where the file is one that was taken apart. What is asked for holds at graph optimisation
// level "disabled"; what "all" makes of it is printed.
//   PNASC_KEEP=FOLDER unit_onnx_integer && node runtime.mjs FOLDER
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import runtime from "onnxruntime-node";

function bytes(path) {
  const data = readFileSync(path);
  return data.buffer.slice(data.byteOffset, data.byteOffset + data.length);
}

async function opened(base, facts, level) {
  const session = await runtime.InferenceSession.create(base + ".onnx", {
    graphOptimizationLevel: level,
    intraOpNumThreads: 1,
  });
  const input = new Float32Array(bytes(base + ".input.f32"));
  const count = input.length / facts.shape.reduce((a, b) => a * b, 1);
  const feed = { [session.inputNames[0]]: new runtime.Tensor("float32", input, [count, ...facts.shape]) };
  return { session, feed, count };
}

/// The values of all outputs, a list for each.
async function outputs({ session, feed }) {
  const found = await session.run(feed);
  return session.outputNames.map((name) => found[name].data);
}

/// What differs, in steps.
class Tally {
  elements = 0;
  differing = 0;
  worst = 0;
  sum = 0;
  add(steps) {
    ++this.elements;
    if (steps === 0) return;
    ++this.differing;
    this.sum += steps;
    this.worst = Math.max(this.worst, steps);
  }
  get share() {
    return this.differing / this.elements;
  }
  get near() {
    return this.worst <= 1 && this.share <= 0.005;
  }
  text() {
    const percent = Number((100 * this.share).toPrecision(3));
    return `${this.differing} of ${this.elements} elements differ (${percent} %), by at most ${this.worst} step(s)`;
  }
}

const say = (base, text) => console.log(`${basename(base)}: ${text}`);

/// Against the largest output for the same input, so that a score near 0 does not count for more.
async function judgeFloat(base, facts) {
  const opening = await opened(base, facts, "disabled");
  const expected = new Float32Array(bytes(base + ".output.f32"));
  const found = (await outputs(opening)).flatMap((data) => [...data]);
  if (found.length !== expected.length) throw new Error(`${base}: ${found.length} elements, not ${expected.length}`);
  const each = expected.length / opening.count;
  let worst = 0;
  for (let at = 0; at < expected.length; at += each) {
    let difference = 0, largest = 0;
    for (let i = at; i < at + each; ++i) {
      difference = Math.max(difference, Math.abs(expected[i] - found[i]));
      largest = Math.max(largest, Math.abs(expected[i]));
    }
    worst = Math.max(worst, difference / largest);
  }
  say(base, `differs by at most ${worst.toExponential(1)} of the largest output`);
  return worst <= 1e-4;
}

async function judgeInteger(base, facts) {
  const expected = new Float32Array(bytes(base + ".output.f32"));
  const tallies = {};
  for (const level of ["disabled", "all"]) {
    const tally = (tallies[level] = new Tally());
    for (const data of await outputs(await opened(base, facts, level)))
      for (const value of data) tally.add(Math.round(Math.abs(expected[tally.elements] - value) / facts.step));
    if (tally.elements !== expected.length) throw new Error(`${base}: not ${expected.length} elements`);
    say(base, `${level}: ${tally.text()}`);
  }
  return tallies.disabled.near;
}

/// Every operator reads the tensors of the reference, not those of the operators before it.
async function judgeApart(base, facts) {
  const values = new Int8Array(bytes(base + ".tensors.i8"));
  const tallies = {};
  for (const level of ["disabled", "all"]) {
    const { session, feed, count } = await opened(base, facts, level);
    const expected = {};
    let at = 0;
    for (const { name, sizes } of facts.tensors) {
      const data = values.subarray(at, (at += count * sizes.reduce((a, b) => a * b, 1)));
      expected[name + ".q"] = data;
      if (session.inputNames.includes(name + ".in"))
        feed[name + ".in"] = new runtime.Tensor("int8", data, [count, ...sizes]);
    }
    if (at !== values.length) throw new Error(`${base}: ${values.length} elements, not ${at}`);
    const found = await session.run(feed);
    const tally = (tallies[level] = new Tally());
    for (const [name, data] of Object.entries(expected)) {
      if (data.length !== found[name].data.length) throw new Error(`${base}: ${name} has other sizes`);
      data.forEach((value, i) => tally.add(Math.abs(value - found[name].data[i])));
    }
    say(base, `${level}: ${facts.tensors.length} tensors by themselves: ${tally.text()}`);
  }
  return tallies.disabled.near;
}

const judges = { float: judgeFloat, integer: judgeInteger, apart: judgeApart };
const folder = process.argv[2];
const names = readdirSync(folder).filter((name) => name.endsWith(".json")).sort();
let right = names.length > 0;
for (const name of names) {
  const base = join(folder, name.slice(0, -5));
  const facts = JSON.parse(readFileSync(base + ".json"));
  if (await judges[facts.kind](base, facts)) continue;
  right = false;
  say(base, "is further off than it may be");
}
console.log(right ? "ONNX Runtime agrees" : "ONNX Runtime disagrees");
process.exit(right ? 0 : 1);
