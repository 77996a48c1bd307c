import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { characterEntities } from './character-entities.ts';
import { ROOT } from './paths.ts';

/** The package that is replaced, where `micromark` finds it. */
const packageFile = ['micromark', 'decode-named-character-reference', 'character-entities'].reduce(
  (from, name) => createRequire(from).resolve(name),
  path.join(ROOT, 'workers', 'guides-mcp', 'package.json'),
);

test('every name means the same as in the package that is replaced', async () => {
  const whole: { characterEntities: object } = await import(pathToFileURL(packageFile).href);
  expect(Object.keys(characterEntities)).toHaveLength(253);
  expect(whole.characterEntities).toMatchObject(characterEntities);
});
