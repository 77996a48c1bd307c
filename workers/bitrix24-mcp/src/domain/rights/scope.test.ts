import { expect, test } from 'vitest';
import { type PortalPerson, scopeOf } from './scope.ts';

const person = (id: string, departments: readonly string[] = ['1']): PortalPerson => ({
  id,
  name: id,
  email: `p${id}@example.test`,
  active: true,
  departments,
});
const people = [person('1'), person('2'), person('3', ['2'])];

test('an e-mail of the list reaches everything, and no other does', () => {
  const rights = { people, departments: [], fullAccess: ['p2@example.test'] };
  expect(people.map((each) => scopeOf(each, rights).kind)).toEqual(['own', 'all', 'own']);
});

test('the head of a department reaches its people and those below, also where departments are in a circle', () => {
  const departments = [
    { id: '1', parent: '2', head: '1' },
    { id: '2', parent: '1', head: null },
  ];
  const scope = scopeOf(person('1'), { people, departments, fullAccess: [] });
  expect(scope).toEqual({ kind: 'department', people: ['1', '2', '3'] });
});
