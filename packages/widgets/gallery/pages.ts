const page = (title: string, head: string, body: string) =>
  `<!doctype html><html lang="ru"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><link rel="icon" href="data:,">${head}</head><body>${body}</body></html>`;

const STYLE = `<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; background: light-dark(#fff, #262624); }
body { margin: 0 auto; max-width: 960px; padding: 16px; }
form { display: flex; flex-wrap: wrap; gap: 12px; margin: 12px 0; }
label, select { font: inherit; max-width: 100%; }
#stage { border: 1px solid light-dark(#ddd, #444); border-radius: 12px; padding: 12px; overflow-x: auto; }
pre { white-space: pre-wrap; }
</style>`;

const choice = (id: string, label: string, options: readonly string[] = []) =>
  `<label>${label} <select id="${id}">${options.map((option) => `<option>${option}</option>`).join('')}</select></label>`;

/** Every widget with the data of a demo learner, in the played hosts, and the text of the same answer below. */
export function galleryPage(script: string): string {
  const controls = [
    choice('widget', 'Картинка'),
    choice('learner', 'Ученик'),
    choice('host', 'Чат', ['claude', 'chatgpt', 'strict']),
    choice('theme', 'Тема', ['light', 'dark']),
    choice('width', 'Ширина', ['600', '320', '900']),
  ];
  return page(
    'Картинки',
    STYLE,
    `<h1>Картинки</h1><form>${controls.join('')}</form><div id="stage"></div><h2>То же текстом</h2><pre id="text"></pre><script type="module">${script}</script>`,
  );
}

/** The bare host: a test shows scenes in it. */
export const hostPage = (script: string) =>
  page(
    'Host',
    '<style>:root{color-scheme:light dark}body{margin:0}</style>',
    `<script type="module">${script}</script>`,
  );

/** The frame between the host and the widget. */
export const sandboxPage = (script: string) =>
  page(
    'Sandbox',
    '<style>:root{color-scheme:light dark}html,body{margin:0;height:100%;overflow:hidden}</style>',
    `<script>${script}</script>`,
  );
