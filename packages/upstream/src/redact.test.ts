import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redact } from './redact.ts';

test('no secret is left of a text, as it is or percent-encoded', () => {
  const secret = fc.string({ minLength: 4 }).filter((text) => text.isWellFormed() && !text.includes('…'));
  fc.assert(
    fc.property(fc.string(), fc.string(), secret, (before, after, key) => {
      const redacted = redact(`${before}${key}${after}${encodeURIComponent(key)}`, [key, '']);
      expect(redacted).not.toContain(key);
      expect(redacted).not.toContain(encodeURIComponent(key));
    }),
  );
});
