import type { McpUiHostContext } from '@modelcontextprotocol/ext-apps';

/** The host's variables that the kit uses; no other is taken, and none that could load anything. */
const TAKEN = /^--(?:color-(?:text|border|background|ring)-\w+|font-sans|border-radius-\w+)$/;
const PLAIN = /^[\w\s#.,%()/'"+*-]*$/;
const LOADS = /url|image/i;

/** Takes over the host's theme: light or dark, and its colours and font. */
export function applyTheme({ theme, styles }: McpUiHostContext): void {
  const { style } = document.documentElement;
  if (theme === 'light' || theme === 'dark') style.colorScheme = theme;
  for (const [name, value] of Object.entries(styles?.variables ?? {})) {
    if (typeof value === 'string' && TAKEN.test(name) && PLAIN.test(value) && !LOADS.test(value))
      style.setProperty(name, value);
  }
}
