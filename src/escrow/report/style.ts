/** The report's own style: for a screen, for paper, and for a page without scripts. */
export const style = `
@page { size: A4; margin: 16mm 14mm; }
:root { color-scheme: light; --ink: #1d2423; --soft: #4c5654; --line: #d5dad9; --escrow: #b4560c; --bad: #a8281c; --accent: #1c6b62; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 40px 32px; max-width: 1000px; color: var(--ink); background: #fff; font: 14px/1.5 Inter, "Segoe UI", system-ui, sans-serif; }
h1 { margin: 0; font-size: 34px; letter-spacing: -0.02em; }
h2 { margin: 44px 0 12px; padding-top: 12px; border-top: 2px solid var(--ink); font-size: 22px; letter-spacing: -0.01em; }
h3 { margin: 26px 0 6px; font-size: 16px; }
h2, h3 { break-after: avoid; }
p { margin: 6px 0; max-width: 76ch; }
.lead { font-size: 17px; color: var(--soft); }
table { border-collapse: collapse; margin: 10px 0; font-size: 12px; break-inside: avoid; }
th, td { padding: 5px 7px; border: 1px solid var(--line); text-align: left; vertical-align: top; }
th { font-weight: 600; background: #f4f6f5; }
td small { display: block; color: var(--soft); }
.matrix { width: 100%; table-layout: fixed; font-size: 10.5px; }
.matrix th:first-child { width: 17%; }
.matrix td { text-align: center; overflow-wrap: anywhere; }
.all { background: #f3c9a5; font-weight: 600; }
.target { background: #fbe9d8; }
.later { background: #f8dcc1; }
.metadata { background: #fdf3e8; }
.cost { background: #eef0f6; }
.nothing { background: #fff; }
td.na { color: var(--soft); background: repeating-linear-gradient(135deg, #fff 0 5px, #f1f3f2 5px 10px); }
dl { margin: 8px 0; }
.setup div, .facts div { display: flex; flex-wrap: wrap; gap: 0 12px; }
.setup dt { width: 160px; color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
.hex, .qr, code { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 0.92em; }
.legend { display: grid; grid-template-columns: 1fr 1fr; gap: 4px 20px; font-size: 12px; }
.legend div { display: flex; gap: 8px; }
.legend dt { flex: none; align-self: start; width: 112px; white-space: nowrap; padding: 0 6px; border: 1px solid var(--line); text-align: center; }
.terms div { padding: 5px 0; border-bottom: 1px solid var(--line); break-inside: avoid; }
.terms dt { font-weight: 600; }
.facts { margin: 4px 0; font-size: 12px; }
.facts dt { color: var(--soft); }
.lit { color: var(--escrow); }
.refused { color: var(--bad); }
.steps li { margin: 7px 0; break-inside: avoid; }
.lesson { padding: 8px 12px; border-left: 3px solid var(--accent); background: #f1f6f5; }
.log { margin: 4px 0; padding-left: 16px; font-size: 12px; color: var(--soft); }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 20px; }
.quiet { color: var(--soft); font-size: 12px; }
article { break-inside: auto; }
svg { display: block; width: 100%; height: auto; margin: 10px 0; break-inside: avoid; }
svg text { font: 12px Inter, "Segoe UI", system-ui, sans-serif; fill: var(--ink); }
.diagram { max-width: 860px; }
.part rect { fill: #fff; stroke: #8a9492; stroke-width: 1.3; }
.part.ciphertext rect { stroke-dasharray: 4 3; }
.part.escrow rect { stroke: var(--escrow); stroke-width: 2; fill: #fdf6ee; }
.part text { font-weight: 600; }
.part .kind { font-weight: 400; font-size: 10.5px; fill: var(--soft); }
.edge line { stroke: #8a9492; stroke-width: 1.3; }
.edge.records line, .edge.asks line { stroke-dasharray: 4 3; }
.edge text { font-size: 10.5px; fill: var(--soft); paint-order: stroke; stroke: #fff; stroke-width: 4px; }
.diagram marker path { fill: #8a9492; }
.chart { max-width: 760px; }
.chart .grid { stroke: var(--line); }
.chart .axis { fill: var(--soft); }
.line { fill: none; stroke-width: 2; stroke: var(--ink); }
.line-0 { stroke: var(--ink); }
.line-1 { stroke: var(--accent); stroke-dasharray: 7 3; }
.line-2 { stroke: #3c4a7a; stroke-dasharray: 2 3; }
.line-3 { stroke: #7a3c6b; stroke-dasharray: 9 3 2 3; }
.line-4 { stroke: #555; }
@media print { body { padding: 0; max-width: none; font-size: 11.5px; } .matrix { font-size: 8px; } }
`;
