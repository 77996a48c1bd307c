/** The one stylesheet of all pages of the fleet: readable from 320 px, in light and dark, AA contrast. */
const stylesheet = `
:root { color-scheme: light dark;
  --paper: #f6f4ef; --card: #ffffff; --ink: #1d2430; --muted: #566072; --line: #d9d4c8; --field: #8a8474;
  --accent: #1f5f4a; --accent-ink: #ffffff; --warn: #fff3d6; --warn-ink: #5c4300; --code: #efece4; --bad: #a32018; }
@media (prefers-color-scheme: dark) { :root {
  --paper: #14181f; --card: #1c222c; --ink: #e9ecf1; --muted: #a7b0bf; --line: #333c4a; --field: #79849a;
  --accent: #7fd1b1; --accent-ink: #0e1a15; --warn: #3b3013; --warn-ink: #f7dd9c; --code: #252d39; --bad: #ff9c8f; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 2rem 1rem 4rem; background: var(--paper); color: var(--ink); overflow-wrap: anywhere;
  font: 1.0625rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
main { max-width: 34rem; margin: 0 auto; }
main.wide { max-width: 56rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1.5rem; margin: 1rem 0; }
.brand { display: flex; align-items: center; gap: .6rem; color: var(--muted); font-size: .95rem; margin: 0 0 1rem; }
.brand svg { width: 1.6rem; height: 1.6rem; flex: none; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .75rem; text-wrap: balance; }
h2 { font-size: 1.15rem; line-height: 1.3; margin: 1.75rem 0 .5rem; }
.card > h2:first-child { margin-top: 0; }
h3 { font-size: 1.05rem; margin: 0 0 .35rem; }
p { margin: .5rem 0; }
.muted { color: var(--muted); font-size: .95rem; }
.host { font-size: 1.35rem; font-weight: 650; margin: .1rem 0 .5rem; }
.note { background: var(--warn); color: var(--warn-ink); border-radius: 10px; padding: .75rem 1rem; margin: 1rem 0; }
fieldset { border: 0; padding: 0; margin: 1.25rem 0; }
legend { font-weight: 600; padding: 0; margin-bottom: .35rem; }
label.tick { display: flex; gap: .75rem; align-items: flex-start; padding: .55rem 0; min-height: 44px; cursor: pointer; }
label.tick input { width: 1.35rem; height: 1.35rem; margin: .1rem 0 0; flex: none; accent-color: var(--accent); }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1rem; }
button { font: inherit; font-weight: 600; min-height: 46px; padding: .6rem 1.25rem; border-radius: 10px; cursor: pointer;
  border: 1px solid var(--field); background: transparent; color: var(--ink); }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); flex: 1 1 10rem; }
.actions button { flex: 1 1 auto; }
button.link { border: 0; padding: .6rem 0; text-align: left; font-weight: 400; text-decoration: underline; color: var(--muted); }
button.danger { border-color: var(--bad); color: var(--bad); }
input:is(:not([type]), [type=password]) { font: inherit; color: inherit; width: 100%; min-height: 46px; padding: .5rem .8rem; margin-top: .35rem;
  border: 1px solid var(--field); border-radius: 10px; background: var(--card); }
label[for] { font-weight: 600; }
a { color: var(--accent); }
a.button { display: inline-flex; align-items: center; min-height: 44px; padding: .4rem 1.1rem; border-radius: 10px;
  border: 1px solid var(--field); color: var(--ink); text-decoration: none; font-weight: 600; }
a.button.primary { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); flex: 1 1 10rem; justify-content: center; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .9em; }
code { background: var(--code); border-radius: 5px; padding: .1em .35em; }
pre { background: var(--code); border-radius: 10px; padding: .9rem 1rem; margin: .35rem 0; overflow-x: auto; }
pre code { background: none; padding: 0; }
@media (max-width: 40rem) { pre { white-space: pre-wrap; } }
pre.secret { white-space: pre-wrap; user-select: all; font-size: 1.05rem; }
form, form + details, [type=password] + button { margin-top: .75rem; }
summary { cursor: pointer; font-weight: 600; padding: .25rem 0; }
summary :is(h2, h3) { display: inline; }
details.card { padding: .75rem 1.5rem; margin: .6rem 0; }
h4 { font-size: 1rem; margin: 1rem 0 0; }
button.copy { min-height: 44px; padding: .3rem 1rem; margin: .15rem 0 .6rem; font-size: .95rem; }
ul.rows { list-style: none; padding: 0; }
ul.rows > li { border-top: 1px solid var(--line); padding: 1rem 0; margin: 0; }
ul.rows > li:last-child { padding-bottom: 0; }
ul.rows + h3 { margin-top: 1.25rem; }
ul, ol { padding-left: 1.3rem; margin: .6rem 0; }
li { margin: .25rem 0; }
li.box { list-style: none; text-indent: -1.3rem; } li.box > * { text-indent: 0; } li.box > p:first-child { text-indent: -1.3rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem .4rem 0; border-bottom: 1px solid var(--line); }
.scroll { overflow-x: auto; } .scroll :is(th, td) { overflow-wrap: break-word; }
ul.tree { list-style: none; padding-left: 1.1rem; border-left: 2px solid var(--line); }
.kind { font-weight: 600; white-space: nowrap; }
.status { color: var(--muted); font-size: .85rem; white-space: nowrap; border: 1px solid var(--field); border-radius: 99px; padding: .05rem .5rem; }
.gap { background: var(--warn); color: var(--warn-ink); border-radius: 6px; padding: .1rem .5rem; white-space: nowrap; }
@media print { :root { --paper: #fff; --card: #fff; --ink: #000; --muted: #333; --warn: #fff; --warn-ink: #000; }
  body { padding: 0; font-size: 11pt; } main, main.wide { max-width: none; } .no-print { display: none; }
  .gap { border: 1px solid #000; } li, tr { break-inside: avoid; } .scroll { overflow: visible; }
  pre { white-space: pre-wrap; } button.copy { display: none; } }
`.trim();

/** Where every server serves the stylesheet. */
export const STYLESHEET_PATH = '/style.css';

/** The stylesheet as a response; pages are rebuilt with the Worker, so an hour of cache is enough. */
export function stylesheetResponse(): Response {
  return new Response(stylesheet, {
    headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public, max-age=3600' },
  });
}
