import { expect, test } from 'vitest';
import { renderErasure } from './own-data.ts';

const erasure = (language: 'ru' | 'en', confirmation: string | null) =>
  renderErasure({
    language,
    csrf: 'csrf',
    erasure: {
      confirmation,
      counts: [{ what: { ru: 'записи о делах', en: 'activity records' }, count: 1_234_567 }],
      stays: { ru: 'Останется одно.', en: 'One thing stays.' },
    },
  });

test.each(['confirmation', null])(
  'a large number is read in its thousands before and after an erasure',
  async (given) => {
    expect(String(await erasure('ru', given))).toContain('<li>записи о делах: 1\u00a0234\u00a0567</li>');
    expect(String(await erasure('en', given))).toContain('<li>activity records: 1,234,567</li>');
  },
);
