/** Stylesheet of the pages: light and dark, from 320 px wide, text contrast of at least 4.5 : 1 (WCAG AA). */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #f3f5f4; --card: #ffffff; --ink: #1b2623; --soft: #566661; --line: #d5dedb; --field: #7c8c87;
  --accent: #0c6b58; --accent-ink: #ffffff; --tint: #eaf4f1; --bad: #a32020; --bad-tint: #fdeeee;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #111715; --card: #1a2320; --ink: #e7efec; --soft: #a3b4ae; --line: #31403b; --field: #80928c;
    --accent: #6fd3bb; --accent-ink: #08211b; --tint: #22302c; --bad: #ff9f9f; --bad-tint: #3a1f20;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; min-height: 100vh; padding: 1rem; display: grid; place-items: center;
  background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif;
}
main {
  width: 100%; max-width: 27rem; padding: clamp(1.25rem, 6vw, 2.25rem);
  background: var(--card); border: 1px solid var(--line); border-radius: 1rem; overflow-wrap: anywhere;
}
h1 { margin: 0 0 .5rem; font-size: 1.5rem; line-height: 1.25; letter-spacing: -.01em; }
h2 { margin: 1.75rem 0 .75rem; font-size: 1rem; }
p { margin: 0 0 .75rem; }
.place { color: var(--accent); font-size: .875rem; font-weight: 600; margin-bottom: .5rem; }
.soft { color: var(--soft); font-size: .9375rem; }
code { font: .875em ui-monospace, "DejaVu Sans Mono", monospace; }
form { margin: 0; }
button, input { font: inherit; color: inherit; border-radius: .625rem; min-height: 3rem; width: 100%; }
button { cursor: pointer; }
.learners { display: grid; gap: .5rem; margin: 0; padding: 0; list-style: none; }
.learners button {
  display: grid; padding: .625rem .9375rem; text-align: start; background: var(--card); border: 1px solid var(--field);
}
.learners button:hover { background: var(--tint); border-color: var(--accent); }
.learners code { color: var(--soft); }
input { padding: .5rem .875rem; background: var(--card); border: 1px solid var(--field); margin-bottom: .5rem; }
input[aria-invalid] { border: 2px solid var(--bad); }
.primary { padding: .5rem 1rem; border: 0; font-weight: 600; background: var(--accent); color: var(--accent-ink); }
.primary:hover { filter: brightness(1.08); }
.bad { padding: .625rem .875rem; border-radius: .625rem; background: var(--bad-tint); color: var(--bad); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`;
