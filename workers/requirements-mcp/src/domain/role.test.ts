import { expect, test } from 'vitest';
import { ACTIONS, may, ROLES } from './role.ts';

test('who may do what is this table', () => {
  const table = Object.fromEntries(ROLES.map((role) => [role, ACTIONS.filter((action) => may(role, action))]));
  expect(table).toEqual({
    administrator: ['read', 'comment', 'write', 'delete', 'manage', 'configure'],
    user: ['read', 'comment', 'write'],
    commenter: ['read', 'comment'],
  });
});
