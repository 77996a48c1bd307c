import { expect, test } from 'vitest';
import { EMPTY } from '../domain/exchange/any-workspace.ts';
import type { RequirementsStore } from '../store/requirements-store.ts';
import { findEntities } from './find-entities.ts';

test('a search never says to go on where it cannot be asked to', async () => {
  const entity = { ...EMPTY, id: 'e', type: 'epic', referenceId: 'EP-001' } as const;
  const search: RequirementsStore['search'] = async ({ limit }) => ({
    entities: Array.from({ length: limit }, () => entity),
    total: 10_000,
  });
  const nextAfter = async (offset: number) => {
    const wanted = { query: 'вход', types: ['epic'] as const, limit: 20, offset };
    return (await findEntities({ search } as RequirementsStore, wanted, ({ id }) => ({ id }))).next_offset;
  };
  expect(await nextAfter(9_980)).toBe(10_000);
  expect(await nextAfter(9_981)).toBeNull();
});
