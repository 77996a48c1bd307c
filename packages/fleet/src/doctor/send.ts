import http from 'node:http';
import https from 'node:https';
import type { Send } from '@aisystant/mcp/checks';

const TIMEOUT_MS = 10_000;
const MOST_CHARACTERS = 2_000_000;

/** Sends over a new connection. Not `fetch`: it cannot set Host and hides why a connection failed. */
export const sendOverHttp: Send = (wanted) =>
  new Promise((resolve, reject) => {
    const target = new URL(wanted.url);
    const { request } = target.protocol === 'https:' ? https : http;
    const length = wanted.body === undefined ? {} : { 'content-length': Buffer.byteLength(wanted.body) };
    const headers = { ...wanted.headers, ...length };
    // TLS checks the address, not the Host header.
    const options = { method: wanted.method, headers, agent: false, servername: target.hostname };
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
