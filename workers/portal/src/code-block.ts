import type { Html } from '@aisystant/oauth/pages';
import { html } from 'hono/html';

/** A block of code; one that scrolls sideways can be reached with the keyboard. */
export function codeBlock(code: string): Html {
  return html`<pre tabindex="0"><code>${code}</code></pre>`;
}
