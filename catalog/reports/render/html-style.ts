/** The style sheet of the HTML report: screen in light and dark, and print. No font or image is loaded. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; --ink: #1c2430; --muted: #556170; --paper: #fff; --rule: #cfd6de; --head: #eef2f6;
  --accent: #1f4e79; --code: #f0f2f5; --info: #2b6cb0; --info-bg: #eef5fc; --warning: #96600f; --warning-bg: #fdf6e7;
  --gap: #9b2c3f; --gap-bg: #fceff1; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e8ed; --muted: #a3adb9; --paper: #14181d; --rule: #39424d;
  --head: #1f262e; --accent: #8ec1f0; --code: #222931; --info: #7db8ee; --info-bg: #16232f; --warning: #e6b65c;
  --warning-bg: #2a2213; --gap: #f09aa9; --gap-bg: #2d181c; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2.5rem 1.5rem 4rem; max-width: 62rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, "Noto Sans", "Segoe UI", "Helvetica Neue", sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .25rem; text-wrap: balance; }
h2 { font-size: 1.4rem; line-height: 1.3; margin: 2.5rem 0 .75rem; color: var(--accent); }
h3 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
h4 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
p, ul, ol, dl, pre, aside, .table { margin: 0 0 1rem; }
a { color: var(--accent); }
a:focus-visible, [tabindex]:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.subtitle { color: var(--muted); font-size: 1.1rem; }
header { border-top: 4px solid var(--accent); padding-top: 1.5rem; margin-bottom: 2rem; }
nav { border: 1px solid var(--rule); border-radius: 6px; padding: .75rem 1.25rem; margin-bottom: 2rem; }
nav h2 { font-size: 1rem; margin: 0 0 .25rem; color: inherit; }
nav ol { margin: 0; padding-inline-start: 1.25rem; }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .3rem 1.5rem; }
dt { color: var(--muted); max-width: 20rem; }
dd { margin: 0; }
.facts { border-block: 1px solid var(--rule); padding-block: .9rem; margin-top: 1.25rem; }
code, pre { font-family: ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", Menlo, monospace; font-size: .9em;
  background: var(--code); border-radius: 3px; }
code { padding: .1em .3em; white-space: pre-wrap; }
pre { padding: .9rem 1rem; white-space: pre-wrap; }
pre code { padding: 0; font-size: inherit; background: none; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; line-height: 1.4; }
caption { text-align: start; font-weight: 600; padding-bottom: .5rem; }
th, td { padding: .45rem .7rem; text-align: start; vertical-align: top; border-bottom: 1px solid var(--rule); min-width: 4rem;
  overflow-wrap: break-word; }
thead th { background: var(--head); border-bottom: 2px solid var(--rule); }
tbody th { font-weight: 600; }
.center { text-align: center; }
.end { text-align: end; font-variant-numeric: tabular-nums; }
.total, footer { color: var(--muted); font-size: .9rem; }
.total { margin-top: -.5rem; }
aside { border-inline-start: 4px solid; border-radius: 3px; padding: .75rem 1rem; }
aside strong:first-child { display: block; }
aside.info { border-color: var(--info); background: var(--info-bg); }
aside.warning { border-color: var(--warning); background: var(--warning-bg); }
aside.gap { border-color: var(--gap); background: var(--gap-bg); }
aside > p { margin: 0; }
footer { border-top: 1px solid var(--rule); margin-top: 3rem; padding-top: 1rem; }
.br { white-space: pre-line; }
@media print {
  @page { margin: 18mm 16mm 20mm; }
  :root { color-scheme: light; }
  body { padding: 0; max-width: none; font-size: 10pt; }
  nav { display: none; }
  h2, h3, h4, caption { break-after: avoid; }
  tr, aside, dt, dd { break-inside: avoid; }
  thead { display: table-header-group; }
  .table { overflow: visible; }
  .page-break { break-before: page; }
}
`;
