import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { formatProblem } from '@aisystant/mcp/content';
import { readTexts } from './read-texts.ts';

/** Output file, relative to the root of the repository. */
const COMPILED = 'workers/bitrix24-mcp/.build/texts.json';

const root = path.join(import.meta.dirname, '../../..');
const { texts, problems } = await readTexts(root);
if (problems.length > 0) {
  process.stderr.write(
    `${problems.map(formatProblem).join('\n')}\n\nПроблем: ${problems.length}. Ничего не записано.\n`,
  );
  process.exitCode = 1;
} else {
  const target = path.join(root, COMPILED);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, `${JSON.stringify(texts, null, 2)}\n`);
  process.stdout.write(`Готово: ${COMPILED}\n`);
}
