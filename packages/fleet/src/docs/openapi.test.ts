import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../paths.ts';

const documents = globSync('docs/contracts/openapi/*.json', { cwd: ROOT });

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
}

test('there is a document', () => expect(documents.length).toBeGreaterThan(0));

describe.each(documents)('%s', (file) => {
  const read = () => JSON.parse(readFileSync(path.join(ROOT, file), 'utf8'));

  test('is valid OpenAPI 3.1, and every reference in it leads somewhere', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(read());
    expect(errors ?? null).toBeNull();
    expect([valid, validator.version]).toEqual([true, '3.1']);
    expect(() => validator.resolveRefs()).not.toThrow();
  });

  test('names each operation once, and each variable of a path', () => {
    const { paths } = read() as { paths: { [path: string]: { [method: string]: Operation } } };
    const operations = Object.entries(paths).flatMap(([address, item]) =>
      Object.values(item).map((operation) => ({ address, ...operation })),
    );
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { address, operationId, parameters = [] } of operations) {
      const named = parameters.filter((each) => each.in === 'path').map(({ name }) => name);
      expect(named, operationId).toEqual([...address.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    }
  });

  test('breaks when a response is left out', async () => {
    const document = read();
    const [first] = Object.keys(document.paths);
    for (const operation of Object.values<Operation & { responses?: object }>(document.paths[first ?? ''])) {
      delete operation.responses;
      (operation as unknown as { parameters: unknown }).parameters = 'none';
    }
    expect((await new Validator().validate(document)).valid).toBe(false);
  });
});
