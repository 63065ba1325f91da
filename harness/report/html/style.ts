// The page's look. Colours say what happened and are the same in every picture: green took effect, red was refused or
// is wrong, amber is not known. Never colour alone: each has its word or its shape too.

export const STYLE = `
:root{color-scheme:light dark;--ink:#16202b;--dim:#5d6b79;--line:#d5dce3;--paper:#fff;--card:#f5f7f9;
--ok:#1f8a4c;--bad:#c62f2f;--unsure:#c98500;--primary:#2563b8;--replica:#a9c4e6;--joining:#d9c6ee;--gone:#e3e6ea;
--fault:#c62f2f;--expected:#7a5cc0}
@media(prefers-color-scheme:dark){:root{--ink:#e6ebf0;--dim:#97a4b2;--line:#36424e;--paper:#12181f;--card:#1b232c;
--ok:#3fb970;--bad:#f06a6a;--unsure:#e6ab35;--primary:#5b9bf0;--replica:#345578;--joining:#5b4676;--gone:#2a323b;
--fault:#f06a6a;--expected:#a78bf0}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
main{max-width:76rem;margin:0 auto;padding:1.5rem 1.25rem 3rem}
h1{font-size:1.5rem;line-height:1.25;margin:.2rem 0 .6rem}h2{font-size:1.05rem;margin:2rem 0 .6rem}
p{margin:.35rem 0;max-width:62rem}small,.dim{color:var(--dim)}a{color:var(--primary)}
.verdict{border-left:.6rem solid;border-radius:.3rem;padding:1rem 1.25rem;background:var(--card)}
.verdict.valid,.verdict.caught{border-color:var(--ok)}.verdict.invalid,.verdict.not-caught{border-color:var(--bad)}
.verdict.unknown{border-color:var(--unsure)}
.word{font-weight:700;letter-spacing:.04em}.word.valid,.word.caught{color:var(--ok)}
.word.invalid,.word.not-caught{color:var(--bad)}.word.unknown{color:var(--unsure)}
.verdict .word{font-size:1.15rem}
.figures{display:flex;flex-wrap:wrap;gap:.75rem;margin:1rem 0 0}
.figure{flex:1 1 13rem;background:var(--card);border-radius:.3rem;padding:.7rem 1rem}
.figure b{display:block;font-size:1.45rem;line-height:1.3}.figure span{color:var(--dim);font-size:.87rem}
table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid var(--line)}
th{color:var(--dim);font-weight:600}.number{text-align:right;font-variant-numeric:tabular-nums}
.scroll{overflow-x:auto}svg{display:block;width:100%;min-width:46rem;height:auto}
pre{background:var(--card);padding:.6rem;overflow-x:auto;font-size:.8rem;max-height:24rem}
code{font-size:.9em}summary{cursor:pointer;color:var(--primary)}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;font-size:.85rem;color:var(--dim);margin:.4rem 0}
.legend i{display:inline-block;width:.9em;height:.9em;border-radius:.15em;margin-right:.35em;vertical-align:-.1em}
.columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(20rem,1fr));gap:0 2rem}
svg text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;fill:var(--ink)}
svg rect{shape-rendering:crispEdges}svg .dim{fill:var(--dim)}svg .name{font-weight:600}svg .small{font-size:11px}svg .on{fill:#fff}
svg .grid{stroke:var(--line);stroke-width:1}
svg .window{fill:var(--fault);opacity:.1}svg .edge{stroke:var(--fault);stroke-width:1.5}
svg .edge.healed{stroke-dasharray:4 3}svg .told{fill:var(--fault);font-weight:600}
.ok{fill:var(--ok);background:var(--ok)}.fail{fill:var(--bad);background:var(--bad)}
.unknown-op{fill:var(--unsure);background:var(--unsure)}
.primary{fill:var(--primary);background:var(--primary)}.replica{fill:var(--replica);background:var(--replica)}
.joining{fill:var(--joining);background:var(--joining)}
.down,.unreachable,.non-primary{fill:var(--gone);background:var(--gone)}
svg .non-primary{stroke:var(--unsure)}svg .split{fill:none;stroke:var(--bad);stroke-width:2.5}
svg .latency{stroke:var(--primary);stroke-width:1.6;fill:none}svg .tail{stroke:var(--primary);stroke-width:1;opacity:.35}
svg .late{stroke:var(--unsure);stroke-width:1;opacity:.6}
svg .band{fill:var(--expected);opacity:.22}svg .limit{stroke:var(--bad);stroke-width:2}
.expected{background:var(--expected)}svg .outage{stroke:var(--ink);stroke-width:1.5;fill:none}
svg .dot{fill:var(--expected)}svg .lost{stroke:var(--bad);stroke-width:1.5}svg .mark{stroke:var(--expected);stroke-dasharray:2 2}
@media print{.verdict,.figure{border:1px solid var(--line)}}
`;
