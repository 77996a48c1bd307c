import { json } from './answer-set.ts';
import { at, type SeededFault } from './seeding.ts';

const told = (status: string, detail: string) => {
  const dependencies = [
    { name: 'fine', status: 'ok', detail: '' },
    { name: 'KTalk', status, detail },
  ];
  return at('/mcp/dependencies', () => json({ dependencies }));
};

/** Faults of the third parties. */
export const DEPENDENCY_FAULTS: readonly SeededFault[] = [
  ['third-party-reachable', 'a third party does not answer', told('unreachable', 'unavailable')],
  ['third-party-key', 'a third party refuses our key', told('key_refused', '401')],
  ['third-party-scope', 'our key lacks a scope', told('scope_missing', 'application.recording.read')],
  ['third-party-copy', 'a copy is old', told('stale', 'brought up to date 90 min ago')],
];
