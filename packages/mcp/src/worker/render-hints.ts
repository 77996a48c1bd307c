import { sha256Hex } from '@aisystant/oauth/secret';
import { WIDGET_MIME } from '../define/render-hints.ts';
import type { Resource } from '../define/resource.ts';
import type { Tool } from '../define/tool.ts';

/** Fields of `_meta`. */
type Meta = { readonly [field: string]: unknown };

/**
 * How a host shows a tool: the fields of MCP Apps, and the names that ChatGPT had before them. Without `visibility` a widget
 * could call any tool, so every tool with hints says it.
 */
export function toolHints<S>({ facts: { ui } }: Tool<S>): Meta {
  if (ui === undefined) return {};
  const { widget, invoking, invoked, fromWidgets = false } = ui;
  const visibility = fromWidgets ? ['model', 'app'] : ['model'];
  return {
    ui: { ...(widget !== undefined && { resourceUri: widget }), visibility },
    ...(widget !== undefined && { 'openai/outputTemplate': widget }),
    'openai/widgetAccessible': fromWidgets,
    'openai/toolInvocation/invoking': invoking,
    'openai/toolInvocation/invoked': invoked,
  };
}

/** A widget speaks with its host only: nothing is loaded from anywhere, and nothing is sent anywhere. */
const CSP = { connectDomains: [], resourceDomains: [], frameDomains: [], baseUriDomains: [] };
const OPENAI_CSP = { connect_domains: [], resource_domains: [] };

/**
 * `_meta` of a widget, for the list and for the read: hosts differ in which of them they take. Nothing for another resource.
 * @param baseUrl address of the server, from which ChatGPT makes the origin of the frame
 * @param domain see {@link claudeDomain}; the list has none, since it is the same for all callers
 */
export function widgetMeta<S>(
  { mime, purpose }: Resource<S>,
  baseUrl: string,
  domain: string | null,
): { _meta?: Meta } {
  if (mime !== WIDGET_MIME) return {};
  return {
    _meta: {
      ui: { csp: CSP, prefersBorder: true, ...(domain !== null && { domain }) },
      'openai/widgetCSP': OPENAI_CSP,
      'openai/widgetDomain': baseUrl,
      'openai/widgetPrefersBorder': true,
      'openai/widgetDescription': purpose,
    },
  };
}

/**
 * The origin that Claude gives to the frames of a server: it refuses a widget that names another one, and computes it from
 * the address as the person typed it, with its query. So it follows the request; null for every other host.
 */
export async function claudeDomain({ headers, url }: Request): Promise<string | null> {
  if (!headers.get('user-agent')?.startsWith('Claude')) return null;
  return `${(await sha256Hex(url)).slice(0, 32)}.claudemcpcontent.com`;
}
