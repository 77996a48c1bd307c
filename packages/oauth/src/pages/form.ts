import { html } from 'hono/html';
import type { Html } from './layout.ts';

/** A form of the account page. */
export interface AccountForm {
  readonly action: `/account/${string}`;
  /** CSRF token of the session. */
  readonly csrf: string;
  /** Id of a connection or a token. */
  readonly id?: string;
  /** The visible fields. */
  readonly body: Html;
}

/** Renders a form with its hidden fields. */
export function accountForm({ action, csrf, id, body }: AccountForm): Html {
  return html`<form method="post" action="${action}"><input type="hidden" name="csrf" value="${csrf}">
${id === undefined ? '' : html`<input type="hidden" name="id" value="${id}">`}${body}</form>`;
}
