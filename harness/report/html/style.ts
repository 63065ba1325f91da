// The page's look. Colours say what happened and are the same in every picture: green took effect, red was refused or
// is wrong, amber is not known. Never colour alone: each has its word or its shape too.

export const STYLE = `
:root{color-scheme:light;--ink:#16202b;--dim:#566371;--line:#d5dce3;--paper:#fff;--card:#f4f6f8;
--ok:#1f8a4c;--bad:#c62f2f;--unsure:#c98500;--idle:#e9b9b5;--primary:#2563b8;--replica:#a9c4e6;--joining:#d9c6ee;--gone:#e1e5e9;
--fault:#c62f2f;--expected:#6d4fb3;--expected-text:#5b3f9e}
@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;--ink:#e6ebf0;--dim:#9daab7;--line:#36424e;--paper:#12181f;--card:#1b232c;
--ok:#3fb970;--bad:#f47373;--unsure:#e6ab35;--idle:#7a4444;--primary:#3a76c8;--replica:#2f4c6e;--joining:#5b4676;--gone:#2f3841;
--fault:#f47373;--expected:#a78bf0;--expected-text:#b9a3f5}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
main{max-width:76rem;margin:0 auto;padding:1.5rem 1.25rem 3rem}
h1{font-size:1.15rem;line-height:1.3;margin:.2rem 0 .5rem;font-weight:600;color:var(--dim)}h2{font-size:1.05rem;margin:2rem 0 .6rem}
p{margin:.35rem 0;max-width:64rem;overflow-wrap:anywhere}small,.dim{color:var(--dim)}a{color:var(--primary)}
@media screen and (prefers-color-scheme:dark){a,summary{color:#7db0f5!important}}
.verdict{border-left:.6rem solid;border-radius:.3rem;padding:1rem 1.25rem;background:var(--card)}
.verdict.valid,.verdict.caught{border-color:var(--ok)}.verdict.invalid,.verdict.not-caught{border-color:var(--bad)}
.verdict.unknown{border-color:var(--unsure)}
.word{font-weight:700;letter-spacing:.04em}.word.valid,.word.caught{color:var(--ok)}
.word.invalid,.word.not-caught{color:var(--bad)}.word.unknown{color:var(--unsure)}
.verdict .word{font-size:1.5rem;line-height:1.25;margin:0}.verdict .word span{font-size:1rem;font-weight:500;letter-spacing:0;margin-left:.4rem}
.headline{font-size:1.12rem;font-weight:600}
.figures{display:flex;flex-wrap:wrap;gap:.75rem;margin:1rem 0 0}
.figure{flex:1 1 13rem;background:var(--card);border-radius:.3rem;padding:.7rem 1rem;border-top:3px solid var(--ok)}
.figure.broken{border-color:var(--bad)}.figure.broken b{color:var(--bad)}.figure.unproven{border-color:var(--unsure)}.figure.told{border-color:var(--dim)}
.figure b{display:block;font-size:1.45rem;line-height:1.3}.figure span{color:var(--dim);font-size:.87rem}
table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid var(--line)}
td{overflow-wrap:anywhere}.checkers td:first-child,.checkers td:nth-child(2){white-space:nowrap}td.word,.nowrap{white-space:nowrap}
th{color:var(--dim);font-weight:600}.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.scroll{overflow-x:auto}.scroll>svg{display:block;width:100%;min-width:46rem;height:auto}
.gauge{display:block;width:100%;height:12px;margin:.15rem 0 .35rem;background:linear-gradient(var(--line),var(--line)) center/100% 4px no-repeat}
pre{background:var(--card);padding:.6rem;overflow-x:auto;font-size:.8rem;max-height:24rem}
.checkers pre{white-space:pre-wrap;overflow-wrap:anywhere}
code{font-size:.9em}summary{cursor:pointer;color:var(--primary)}.as-table{margin:.6rem 0}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;font-size:.85rem;color:var(--dim);margin:.5rem 0}
.legend i{display:inline-block;width:.9em;height:.9em;border-radius:.15em;margin-right:.35em;vertical-align:-.1em}
.columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(20rem,100%),1fr));gap:0 2rem}
svg text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;fill:var(--ink)}
svg rect{shape-rendering:crispEdges}svg .dim{fill:var(--dim)}svg .name{font-weight:600}svg .small{font-size:11px}svg .on{fill:#fff}
svg .halo{paint-order:stroke;stroke:var(--paper);stroke-opacity:.75;stroke-width:3px;stroke-linejoin:round}
svg .grid{stroke:var(--line);stroke-width:1}
svg .window{fill:var(--fault);opacity:.09}.window{background:color-mix(in srgb,var(--fault) 15%,var(--paper))}svg .edge{stroke:var(--fault);stroke-width:1.5}
svg .edge.healed{stroke-dasharray:4 3}svg .told{fill:var(--fault);font-weight:600}svg .healed-text{fill:var(--dim);font-size:11px}
.ok{fill:var(--ok);background:var(--ok)}.fail{fill:var(--bad);background:var(--bad)}
.unknown-op{fill:var(--unsure);background:var(--unsure)}.not-sent{fill:var(--idle);background:var(--idle)}
.primary{fill:var(--primary);background:var(--primary)}.replica{fill:var(--replica);background:var(--replica)}
.joining{fill:var(--joining);background:var(--joining)}
.down,.unreachable,.non-primary{fill:var(--gone);background:var(--gone)}
svg .non-primary{stroke:var(--unsure);stroke-width:1.5}i.non-primary{box-shadow:inset 0 0 0 1.5px var(--unsure)}
svg .both{fill:var(--bad)}svg .split{fill:none;stroke:var(--bad);stroke-width:2}i.split{background:color-mix(in srgb,var(--bad) 72%,var(--paper));box-shadow:inset 0 0 0 2px var(--bad)}
svg .latency{stroke:var(--primary);stroke-width:1.6;fill:none}svg .tail{stroke:var(--primary);stroke-width:1;opacity:.35}
svg .late{stroke:var(--unsure);stroke-width:1;opacity:.6}
svg .band{fill:var(--expected);opacity:.22}svg .limit{stroke:var(--bad);stroke-width:2}
svg .expected-text{fill:var(--expected-text);font-weight:600}
.expected{background:var(--expected)}svg .outage{stroke:var(--ink);stroke-width:1.5;fill:none}
svg .steps{stroke:var(--expected);stroke-width:1.5}svg .leader{stroke:var(--expected);stroke-width:1;opacity:.6}
svg .dot{fill:var(--expected)}svg .start{fill:var(--fault)}
svg .left{stroke:var(--dim);stroke-width:1;stroke-dasharray:2 3}svg .lost{stroke:var(--bad);stroke-width:1.2}i.lost{background:repeating-linear-gradient(90deg,var(--bad) 0 1.5px,transparent 1.5px 4px)}
svg .lost-range{fill:var(--bad);opacity:.25}svg .mark{stroke:var(--expected);stroke-width:1.5;stroke-dasharray:2 3}
svg .cut{fill:var(--bad);opacity:.3}svg .slow{fill:var(--unsure);opacity:.35}.cut{background:color-mix(in srgb,var(--bad) 35%,var(--paper))}
svg .rows{stroke:var(--ok);stroke-width:2;fill:none}svg .back{stroke:var(--primary);stroke-width:2;fill:none;stroke-dasharray:6 3}
svg .back-dot{fill:var(--primary)}svg .same{stroke:var(--dim);stroke-width:1;stroke-dasharray:1 3}svg .target{stroke:var(--expected);stroke-width:1.5}
svg .restore{fill:var(--primary);opacity:.35}i.restore{background:color-mix(in srgb,var(--primary) 40%,var(--paper))}
@media(max-width:40rem){main{padding:1rem .6rem 2rem}.verdict{padding:.8rem}th,td{padding:.35rem .3rem}}
@media print{*{-webkit-print-color-adjust:exact;print-color-adjust:exact}main{max-width:none;padding:0}.scroll{overflow:visible}
.scroll>svg{min-width:0}.verdict,.figure,svg,tr{break-inside:avoid}h2{break-after:avoid}body{font-size:12px}pre{max-height:14rem;overflow:hidden;white-space:pre-wrap;overflow-wrap:anywhere}}
@page{margin:12mm}
`;
