/** What an `Accept` header takes of the two forms an MCP answer has. */
export interface Accepted {
  readonly json: boolean;
  readonly eventStream: boolean;
}

interface MediaRange {
  readonly type: string;
  readonly quality: number;
}

/** Reads an `Accept` header (RFC 9110 §12.5.1): the most specific range decides, `q=0` refuses, no header takes anything. */
export function readAccept(header: string | null): Accepted {
  const ranges =
    header === null || header.trim() === '' ? [{ type: '*/*', quality: 1 }] : header.split(',').map(readRange);
  const takes = (type: string) => {
    const [family] = type.split('/');
    const candidates = [type, `${family}/*`, '*/*'];
    const deciding = candidates.map((range) => ranges.find((each) => each.type === range)).find((range) => range);
    return deciding !== undefined && deciding.quality > 0;
  };
  return { json: takes('application/json'), eventStream: takes('text/event-stream') };
}

function readRange(text: string): MediaRange {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  return { type, quality: quality === undefined ? 1 : Number(quality) || 0 };
}

/** The answer in a form the client takes: the SDK chooses one by era, but every answer of a stateless server has both. */
export async function inAcceptedForm(response: Response, { json, eventStream }: Accepted): Promise<Response> {
  const { status } = response;
  if (isEventStream(response) && !eventStream) {
    const messages = await messagesOf(response);
    const [only] = messages;
    return new Response(messages.length === 1 ? only : `[${messages.join(',')}]`, formOf(response, 'application/json'));
  }
  if (!json && status === 200 && response.headers.get('content-type')?.startsWith('application/json')) {
    return new Response(`event: message\ndata: ${await response.text()}\n\n`, formOf(response, 'text/event-stream'));
  }
  return response;
}

/** The JSON texts of the messages in an answer, whatever its form. */
export async function messagesOf(response: Response): Promise<readonly string[]> {
  const text = await response.text();
  if (!isEventStream(response)) return text === '' ? [] : [text];
  const lines = text.split('\n').filter((line) => line.startsWith('data: ') && line.length > 'data: '.length);
  return lines.map((line) => line.slice('data: '.length));
}

/** Whether an answer is a stream of events. */
export function isEventStream({ headers }: Response): boolean {
  return headers.get('content-type')?.startsWith('text/event-stream') ?? false;
}

/** Status and headers of an answer that is written again as another media type. */
export function formOf({ status, headers: before }: Response, type: string): ResponseInit {
  const headers = new Headers(before);
  headers.set('content-type', type);
  headers.delete('content-length');
  return { status, headers };
}
