// SPDX-License-Identifier: Apache-2.0
#include "report/Style.h"

namespace pnasc::report {

const char *const StyleSheet = R"css(
:root { color-scheme: light dark; --paper: #fff; --ink: #1c2024; --soft: #5c6670; --rule: #d9dee3;
  --wash: #f5f7f9; --trial: #9aa4ae; --front: #0072b2; --chosen: #d55e00; --good: #00724f;
  --bad: #b3261e;
  --warnbg: #fff3cd; --warnink: #664d03; --warnrule: #e0a800;
  --c0: #56b4e9; --c1: #e69f00; --c2: #009e73; --c3: #f0e442; --c4: #cc79a7; --c5: #7ea6c9;
  --c6: #d98f5c; }
@media (prefers-color-scheme: dark) { :root { --paper: #16191d; --ink: #e6e9ec; --soft: #9aa5b0;
  --rule: #363c43; --wash: #1f2328; --trial: #6b7580; --front: #56b4e9; --chosen: #ff8c42;
  --good: #4cc38a;
  --bad: #ff8a80; --warnbg: #3d3200; --warnink: #ffe08a; --warnrule: #b38600;
  --c0: #2f7fae; --c1: #a8740a; --c2: #0b7a5b; --c3: #8f8a1e; --c4: #96557a; --c5: #4d708f;
  --c6: #9c6238; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 1216px; margin: 0 auto; padding: 28px 24px 56px; }
h1 { font-size: 26px; line-height: 1.2; margin: 0 0 4px; }
h2 { font-size: 19px; margin: 36px 0 10px; padding-bottom: 4px;
  border-bottom: 1px solid var(--rule); }
a { color: var(--front); }
small, .note, figcaption { color: var(--soft); font-size: 13px; }
.lead { color: var(--soft); margin: 0 0 14px; }
.banner { margin: 16px 0; padding: 12px 16px; border: 1px solid var(--warnrule);
  border-left-width: 6px;
  background: var(--warnbg); color: var(--warnink); border-radius: 4px; font-size: 16px; }
dl.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(250px, 1fr));
  gap: 10px 28px; margin: 0; }
dl.facts dt { color: var(--soft); font-size: 12px; text-transform: uppercase;
  letter-spacing: .04em; }
dl.facts dd { margin: 0; overflow-wrap: anywhere; }
.funnel { list-style: none; display: grid; grid-template-columns: repeat(6, 1fr); gap: 10px;
  margin: 0; padding: 0; }
.funnel li { display: flex; flex-direction: column; background: var(--wash);
  border: 1px solid var(--rule);
  border-radius: 6px; padding: 10px 12px 0; min-height: 160px; overflow: hidden; }
.funnel b { font-size: 20px; font-variant-numeric: tabular-nums; white-space: nowrap; }
.funnel span { font-weight: 600; }
.funnel small { flex: 1; line-height: 1.3; padding-bottom: 6px; }
.funnel i { display: block; margin: 0 -12px; background: var(--front); opacity: .75; }
.funnel li:last-child i { background: var(--chosen); }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(480px, 1fr));
  gap: 20px 28px; }
figure { margin: 0; min-width: 0; }
figure svg { display: block; width: 100%; height: auto; }
svg text { font: 11.5px system-ui, sans-serif; fill: var(--soft); }
svg text.title { font-size: 12.5px; fill: var(--ink); }
svg text.title.on { fill: #fff; }
svg .grid { stroke: var(--rule); stroke-width: .7; }
svg .axis { stroke: var(--soft); }
svg .trial { fill: var(--trial); fill-opacity: .4; }
svg .front { fill: var(--front); }
svg .chosen { fill: none; stroke: var(--chosen); stroke-width: 2.2; pointer-events: none; }
svg .spread { stroke: var(--chosen); stroke-width: 1.4; }
svg .along { fill: var(--front); } svg .against { fill: var(--chosen); }
svg text.letter { font-size: 14px; font-weight: 700; fill: var(--ink); stroke: var(--paper);
  stroke-width: 3px;
  paint-order: stroke; }
svg [data-tip]:hover { stroke: var(--ink); stroke-width: 1.6; }
svg .t0 { fill: var(--c0); } svg .t1 { fill: var(--c1); } svg .t2 { fill: var(--c2); }
  svg .t3 { fill: var(--c3); }
svg .t4 { fill: var(--c4); } svg .t5 { fill: var(--c5); } svg .t6 { fill: var(--c6); }
svg .misfit { fill: none; stroke: var(--trial); stroke-opacity: .6; }
svg rect { stroke: var(--paper); stroke-width: .8; }
svg .scratch { fill: var(--trial); }
svg text.inside { font-size: 10.5px; fill: var(--ink); }
svg .peak { stroke: var(--ink); stroke-width: 1.2; stroke-dasharray: 5 3; }
svg .limit { stroke: var(--bad); stroke-width: 1.6; }
svg text.limitword { fill: var(--bad); font-weight: 600; }
svg text.peakword { fill: var(--ink); }
.legend { display: flex; gap: 22px; margin: 0 0 8px; font-size: 13px; color: var(--soft);
  flex-wrap: wrap; }
.legend span { display: inline-flex; align-items: center; gap: 6px; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: 13.5px; min-width: 60%; }
.wide table { width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 7px 10px;
  border-bottom: 1px solid var(--rule); }
thead th { color: var(--soft); font-weight: 600; font-size: 12.5px; vertical-align: bottom; }
tbody th { font-weight: 500; }
th.name { white-space: nowrap; }
details { margin-top: 10px; }
td.n { font-variant-numeric: tabular-nums; white-space: nowrap; }
.key { display: inline-block; min-width: 20px; padding: 0 5px; border-radius: 4px;
  background: var(--chosen);
  color: var(--paper); text-align: center; font-size: 12.5px; }
.bar { display: inline-block; vertical-align: middle; width: 84px; height: 8px;
  background: var(--rule);
  border-radius: 4px; overflow: hidden; }
.bar.long { width: 320px; }
.bar i { display: block; height: 100%; background: var(--front); }
.bar.over i { background: var(--bad); }
.good { color: var(--good); font-weight: 600; } .bad { color: var(--bad); font-weight: 600; }
.warn { color: var(--chosen); font-weight: 600; }
details > summary { cursor: pointer; margin-bottom: 8px; }
#tip { position: fixed; pointer-events: none; z-index: 9; max-width: 380px; padding: 6px 9px;
  border-radius: 4px;
  background: var(--ink); color: var(--paper); font-size: 12.5px; line-height: 1.4;
  white-space: pre-line; display: none; }
@media (max-width: 760px) { .funnel { grid-template-columns: repeat(2, 1fr); }
  .pair { grid-template-columns: 1fr; } }
@media print { #tip { display: none !important; } h2 { break-after: avoid; }
  figure { break-inside: avoid; } }
)css";

const char *const Script = R"js(
const tip = document.getElementById('tip');
document.addEventListener('pointermove', event => {
  const owner = event.target.closest ? event.target.closest('[data-tip]') : null;
  tip.style.display = owner ? 'block' : 'none';
  if (!owner) return;
  tip.textContent = owner.getAttribute('data-tip');
  const box = tip.getBoundingClientRect();
  tip.style.left = Math.max(4, Math.min(event.clientX + 14, innerWidth - box.width - 8)) + 'px';
  tip.style.top = (event.clientY + box.height + 24 > innerHeight ? event.clientY - box.height - 10
                                                                  : event.clientY + 16) + 'px';
});
)js";

} // namespace pnasc::report
