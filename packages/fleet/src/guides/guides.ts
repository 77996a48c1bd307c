import { refuseFailed } from '../deploy/failure.ts';
import { progress } from '../progress.ts';
import { requireFolder } from '../require-folder.ts';
import { UsageError } from '../usage-error.ts';
import { type ImportReport, importGuides } from './corpus-build.ts';
import { openLocal, openRemote } from './open-database.ts';

/** `npm run fleet -- guides import DIR [--remote [--replace]]`: puts the Markdown guides of a folder in the place of those there are. */
export async function guides(
  [what = '', folder = '']: readonly string[],
  { remote = false, replace = false }: { readonly remote?: boolean; readonly replace?: boolean },
): Promise<void> {
  if (what !== 'import') throw new UsageError(`There is no "guides ${what}", only: npm run fleet -- guides import DIR`);
  if (folder === '') throw new UsageError('Name the folder: npm run fleet -- guides import DIR');
  if (replace && !remote) {
    throw new UsageError(
      '--replace is for --remote: the guides of this machine are always replaced. Nothing was imported.',
    );
  }
  requireFolder(folder);
  const database = remote ? await openRemote().catch(refuseFailed) : await openLocal();
  try {
    const report = (step: string) => progress(`  … ${step}`);
    // On a machine an import is tried as often as one likes; what learners read is not lost by a wrong folder.
    console.log(renderReport(await importGuides(database, folder, { report, keepsMost: remote && !replace })));
  } finally {
    await database.close();
  }
}

/** What an import did, for a person: every file that is not a page is named with its reason. */
export function renderReport(report: ImportReport): string {
  const { imported, guides: count, pages, added, changed, moved, removed, vectors, vectorFailure, problems } = report;
  const done = imported ? 'Imported' : 'Nothing has changed';
  return [
    ...problems.map(({ file, reason }) => `${file}: ${reason}`),
    `${done}: ${count} guides, ${pages} pages (${added} added, ${changed} changed, ${moved} moved, ${removed} removed). Not pages of their own, with reasons above: ${problems.length}.`,
    ...(vectors > 0 ? [`Found by meaning too: ${vectors} passages.`] : []),
    ...(vectorFailure === null
      ? []
      : [`Vectors: ${vectorFailure}. The guides are found by words; run the same command again later.`]),
  ].join('\n');
}
