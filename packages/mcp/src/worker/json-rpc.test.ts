import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasPrototypeKey } from './json-rpc.ts';

const found = (text: string) => hasPrototypeKey(JSON.parse(text));

test.each([
  '{"__proto__":1}',
  '{"params":{"arguments":{"__proto__":{"admin":true}}}}',
  '[{"a":[{"__proto__":null}]}]',
  '{"\\u005f_proto__":1}',
])('the key is found in %s', (text) => {
  expect(found(text)).toBe(true);
});

test.each(['{"text":"__proto__"}', '["__proto__"]', 'null', '{"a":null}', '{"proto":{"x":"\\u005f"}}'])(
  'there is no such key in %s',
  (text) => {
    expect(found(text)).toBe(false);
  },
);

test('the key is found anywhere in any JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.array(fc.constantFrom('a', 'b'), { maxLength: 5 }), (value, path) => {
      const inner = `{"__proto__":${JSON.stringify(value)}}`;
      const text = path.reduce((inside, key) => `{"${key}":[1,${inside}]}`, inner);
      expect(found(text)).toBe(true);
    }),
  );
});
