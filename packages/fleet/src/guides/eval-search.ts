import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../paths.ts';
import { progress } from '../progress.ts';
import { requireFolder } from '../require-folder.ts';
import { GUIDES } from './corpus-build.ts';
import { type OpenDatabase, openLocal } from './open-database.ts';

/** Figures of a set of questions. */
interface Figures {
  readonly questions: number;
  readonly success1: number;
  readonly success5: number;
  readonly mrr: number;
  readonly ndcg10: number;
}

/** The evaluation of guides-mcp. A package imports no worker, so it is loaded by path. */
interface Evaluator {
  evaluate(
    db: OpenDatabase['db'],
    folder: string | undefined,
    tell: (line: string) => void,
  ): Promise<ReadonlyMap<string, Figures>>;
}

/** `npm run eval:search -- [DIR]`: how well the search finds what is there, in a database of its own. */
export async function evalSearch([folder]: readonly string[]): Promise<void> {
  if (folder !== undefined) requireFolder(folder);
  const file = path.join(ROOT, 'workers', GUIDES, 'eval', 'run.ts');
  const { evaluate }: Evaluator = await import(pathToFileURL(file).href);
  const stateDir = await mkdtemp(path.join(tmpdir(), 'eval-search-'));
  // Ctrl-C ends the process without a `finally`.
  process.once('exit', () => rmSync(stateDir, { recursive: true, force: true }));
  const { db, close } = await openLocal(stateDir);
  try {
    for (const [name, figures] of await evaluate(db, folder, progress)) console.log(rowOf(name, figures));
  } finally {
    await close();
  }
}

function rowOf(name: string, { questions, success1, success5, mrr, ndcg10 }: Figures): string {
  const share = (value: number) => value.toFixed(3);
  return `${name.padEnd(24)} ${String(questions).padStart(5)}  success@1 ${share(success1)}  success@5 ${share(success5)}  MRR ${share(mrr)}  nDCG@10 ${share(ndcg10)}`;
}
