import { json } from './answer-set.ts';
import { type SeededFault, whenPath } from './seeding.ts';

const withDependency = (status: string, detail: string) => {
  const dependencies = [
    { name: 'fine', status: 'ok', detail: '' },
    { name: 'KTalk', status, detail },
  ];
  return whenPath('/mcp/dependencies', () => json({ dependencies }));
};

/** Faults of the third parties. */
export const DEPENDENCY_FAULTS: readonly SeededFault[] = [
  ['third-party-reachable', 'a third party does not answer', withDependency('unreachable', 'unavailable')],
  ['third-party-key', 'a third party refuses our key', withDependency('key_refused', '401')],
  ['third-party-scope', 'our key lacks a scope', withDependency('scope_missing', 'application.recording.read')],
  ['third-party-copy', 'a copy is old', withDependency('stale', 'brought up to date 90 min ago')],
];
