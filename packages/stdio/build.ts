import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { rolldown } from 'rolldown';

/** The file beside the program with the licences of the packages that are bundled into it, as they ask for. */
const LICENCES = 'THIRD-PARTY-LICENSES.txt';

/** Bundles the program into one file that needs nothing but Node: `npx` starts it without installing anything else. */
export async function buildProgram(file = path.join(import.meta.dirname, 'dist', 'aisystant-mcp.js')): Promise<string> {
  const bundle = await rolldown({
    input: path.join(import.meta.dirname, 'src', 'cli.ts'),
    platform: 'node',
    transform: { target: 'node20' },
    onLog(_, { code, message }) {
      if (code === 'UNRESOLVED_IMPORT') throw new Error(message);
    },
  });
  try {
    const { output } = await bundle.write({ file, format: 'esm', codeSplitting: false, minify: true });
    await writeFile(path.join(path.dirname(file), LICENCES), await licencesOf(output[0].moduleIds));
    return file;
  } finally {
    await bundle.close();
  }
}

/** The licences of the packages whose modules these are. Throws for a package without one: it may not be passed on. */
async function licencesOf(modules: readonly string[]): Promise<string> {
  const folders = new Set(modules.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id)?.[0] ?? []));
  const texts = await Promise.all(
    [...folders].map(async (folder) => {
      const { name, version } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
      const licence = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each));
      if (licence === undefined) throw new Error(`${name} has no licence to pass on.`);
      return `${name} ${version}\n\n${await readFile(path.join(folder, licence), 'utf8')}`;
    }),
  );
  return texts.sort().join(`\n${'-'.repeat(80)}\n\n`);
}

if (import.meta.main) await buildProgram();
