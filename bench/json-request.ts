import type { Request } from './load.ts';

/** A request with a JSON body. */
export const jsonRequest = (url: string, body: object): Request => ({
  url,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** Sends such a request and gives the JSON of its answer. */
export async function answerTo<T>({ url, headers, body }: Request): Promise<T> {
  const response = await fetch(url, { method: 'POST', headers, body });
  return (await response.json()) as T;
}
