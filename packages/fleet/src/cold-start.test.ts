import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { bundleCode } from './bundler.ts';
import { startWorkerd } from './miniflare.ts';
import { ROOT } from './paths.ts';
import { workers } from './servers.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const PORT = 8_692;

/** Notes every table of a language and every module of Node that is taken. */
const WATCH = `
  export const taken = [];
  const watch = (owner, name) => {
    const note = (target, args, create) => {
      taken.push(args.filter((each) => typeof each === 'string').concat(name).join(' '));
      return create(target, args);
    };
    owner[name] = new Proxy(owner[name], {
      apply: (target, self, args) => note(target, args, () => Reflect.apply(target, self, args)),
      construct: (target, args) => note(target, args, Reflect.construct),
    });
  };
  const tables = ['Collator', 'DateTimeFormat', 'ListFormat', 'NumberFormat', 'PluralRules', 'RelativeTimeFormat', 'Segmenter'];
  for (const name of tables) watch(Intl, name);
  watch(process, 'getBuiltinModule');
`;

/** What the modules of a Worker take while they are loaded. */
async function takenAtStart(main: string): Promise<unknown> {
  const home = temporaryFolder();
  writeFileSync(path.join(home, 'watch.js'), WATCH);
  const entry = path.join(home, 'index.js');
  writeFileSync(
    entry,
    `import { taken } from './watch.js';
    import worker from ${JSON.stringify(main)};
    const atStart = [...taken];
    export default { fetch: () => Response.json({ taken: atStart, serves: typeof worker.fetch }) };`,
  );
  const bundle = await bundleCode(entry, { name: 'watched', home });
  const modules = bundle.modules.map(({ type, name, content }) => ({ type, path: name, contents: content }));
  const runtime = { compatibilityDate: '2026-11-02', compatibilityFlags: ['nodejs_compat'] };
  const unsafeDirectSockets = [{ host: '127.0.0.1', port: PORT }];
  const workerd = await startWorkerd({ workers: [{ name: 'watched', ...runtime, modules, unsafeDirectSockets }] });
  try {
    return await (await fetch(`http://127.0.0.1:${PORT}`)).json();
  } finally {
    await workerd.dispose();
  }
}

test.each(workers.map(({ name }) => name))(
  'the start of %s unpacks no text and makes no table of a language',
  async (name) => {
    const main = path.join(ROOT, 'workers', name, 'src', 'index.ts');
    expect(await takenAtStart(main)).toEqual({ taken: [], serves: 'function' });
  },
);

test('what is made when a module is loaded is seen', async () => {
  const main = path.join(temporaryFolder(), 'made.js');
  writeFileSync(
    main,
    `new Intl.PluralRules('ru');
    process.getBuiltinModule('node:zlib');
    export default { fetch: () => null };`,
  );
  const taken = ['ru PluralRules', 'node:zlib getBuiltinModule'];
  expect(await takenAtStart(main)).toEqual({ taken, serves: 'function' });
});
