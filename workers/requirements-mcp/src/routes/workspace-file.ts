import { defineDownload, sha256Hex } from '@aisystant/mcp';
import type { Database } from '@aisystant/mcp/d1';
import { exchangeDocument } from '../domain/exchange/exchange-document.ts';
import { exchangeMarkdown } from '../domain/exchange/markdown.ts';
import { exchangeReqif } from '../domain/exchange/reqif.ts';
import { type RedeemedFile, redeemFile } from '../store/d1-exchange.ts';

/** Path of the links to a file of a workspace. */
export const FILE_PATH = '/workspace-file/';

/** `/workspace-file/…`: a workspace as a file, behind a one-use link. */
export const workspaceFile = defineDownload<{ readonly DB: Database }>({
  path: FILE_PATH,
  async redeem(secret, { DB }, now) {
    const file = await redeemFile(DB, await sha256Hex(secret), now);
    if (file === null || file === 'used') return file;
    const { text, ...facts } = written(file, now);
    return { ...facts, body: new Blob([text]).stream() };
  },
});

function written({ format, name, entities, relationships }: RedeemedFile, now: number) {
  const document = exchangeDocument(entities, relationships);
  if (format === 'json') {
    return { name: 'requirements.json', mime: 'application/json', text: JSON.stringify(document, null, 1) } as const;
  }
  if (format === 'markdown') {
    return { name: 'requirements.md', mime: 'text/markdown', text: exchangeMarkdown(document, name) } as const;
  }
  const text = exchangeReqif(document, { name, at: new Date(now).toISOString() });
  return { name: 'requirements.reqif', mime: 'application/xml', text } as const;
}
