import http from 'node:http';
import https from 'node:https';
import type { ProbeRequest, Send } from '@aisystant/mcp/checks';

const TIMEOUT_MS = 10_000;
const MOST_CHARACTERS = 2_000_000;

/**
 * Sends over a connection of its own. Not `fetch`: that one follows redirects, speaks no other Host than the address's,
 * and hides why a connection failed.
 */
export const sendOverHttp: Send = (wanted) =>
  new Promise((resolve, reject) => {
    const target = new URL(wanted.url);
    const { request } = target.protocol === 'https:' ? https : http;
    // The name in the certificate is the address's, whatever the Host header says.
    const options = { method: wanted.method, headers: headersOf(wanted), agent: false, servername: target.hostname };
    const sent = request(target, { ...options, signal: AbortSignal.timeout(TIMEOUT_MS) }, (response) => {
      const answer = (text: string) => {
        const headers = new Headers();
        for (const [name, values = []] of Object.entries(response.headersDistinct)) {
          for (const value of values) headers.append(name, value);
        }
        resolve({ status: response.statusCode ?? 0, headers, text });
      };
      // A stream that a GET opened has no end.
      if (wanted.method === 'GET' && response.headers['content-type']?.startsWith('text/event-stream')) {
        answer('');
        sent.destroy();
        return;
      }
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text = (text + chunk).slice(0, MOST_CHARACTERS);
      });
      response.on('end', () => answer(text));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(wanted.body);
  });

function headersOf({ headers, body }: ProbeRequest): Record<string, string | number> {
  return { ...headers, ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }) };
}
