/** Type of a page that a host shows beside a chat (MCP Apps, revision 2026-01-26). */
export const WIDGET_MIME = 'text/html;profile=mcp-app';

/** Most characters of what a chat says of a running tool; ChatGPT refuses a longer text. */
const STATUS_CHARACTERS = 64;

/** How a host shows a tool: data, from which the fields that the hosts read are derived. */
export interface RenderHints {
  /** Address of the widget that shows the answer, a resource of the same server. Default: none, the answer is text only. */
  readonly widget?: string;
  /** What a chat says while the tool runs, and when it has answered: Russian, at most 64 characters each. */
  readonly invoking: string;
  readonly invoked: string;
  /** Whether a widget may call the tool, as the model may. Default: only the model. */
  readonly fromWidgets?: true;
}

/** What is wrong with the hints of a tool, in a server with these resources; null when nothing is. */
export function hintsFault(
  { widget, invoking, invoked }: RenderHints,
  resources: readonly { readonly mime: string; readonly uri?: string }[],
): string | null {
  const wrong = [invoking, invoked].find(({ length }) => length === 0 || length > STATUS_CHARACTERS);
  if (wrong !== undefined) return `the status text "${wrong}" must have 1 to ${STATUS_CHARACTERS} characters`;
  const exists = resources.some(({ mime, uri }) => mime === WIDGET_MIME && uri === widget);
  return widget === undefined || exists ? null : `the widget ${widget} does not exist`;
}
