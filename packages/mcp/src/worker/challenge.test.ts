import { expect, test } from 'vitest';
import { stepUpChallenge, stepUpScopes } from './challenge.ts';

test('a step-up requests the missing scopes and all granted scopes', () => {
  expect(stepUpScopes(['dt:write'], ['dt:read', 'offline_access'])).toEqual(['dt:write', 'dt:read']);
  expect(stepUpScopes(['dt:write'], ['dt:write'])).toEqual(['dt:write']);
});

test('the challenge names the scopes and the resource metadata', () => {
  expect(stepUpChallenge('https://dt.example.test/.well-known/x', ['dt:write'], ['dt:read'])).toBe(
    'Bearer error="insufficient_scope", error_description="This needs the permission dt:write", scope="dt:write dt:read", resource_metadata="https://dt.example.test/.well-known/x"',
  );
});
