import { expect, test } from 'vitest';
import { fragmentsOf } from './fragments.ts';

test.each(['```', '~~~'])(
  'what looks like a heading in code between %s is none, also behind a blank line in it',
  (fence) => {
    const code = `${fence}sh\n# поставить\nnpm i\n\n# запустить\nnpm start\n${fence}`;
    const fragments = fragmentsOf(`## Установка\n\n${code}\n\nДальше.\n\n## Запуск\n\nТекст.`, 40);
    expect(fragments.map(({ heading }) => heading).filter((each, at, all) => each !== all[at - 1])).toEqual([
      'Установка',
      'Запуск',
    ]);
  },
);
