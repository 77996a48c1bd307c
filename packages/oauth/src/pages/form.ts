import { html } from 'hono/html';
import type { Html } from './layout.ts';

/** A form of the account page. */
export interface AccountForm {
  readonly action: `/account/${string}`;
  /** The session's own token, without which a form is not ours. */
  readonly csrf: string;
  /** What the form is about: a connection or a token. */
  readonly id?: string;
  /** What the person sees of it. */
  readonly body: Html;
}

/** Renders a form with its hidden fields. */
export function accountForm({ action, csrf, id, body }: AccountForm): Html {
  return html`<form method="post" action="${action}"><input type="hidden" name="csrf" value="${csrf}">
${id === undefined ? '' : html`<input type="hidden" name="id" value="${id}">`}${body}</form>`;
}
