import { configPath, runWrangler, workers } from '@aisystant/fleet';
import { markdownTable } from './table.ts';

/** Size of each Worker as uploaded, and the CPU time its start takes, as wrangler measures both without an account. */
export async function measureFootprint(): Promise<string> {
  const rows: string[][] = [];
  for (const { name } of workers) {
    const run = await runWrangler([
      'check',
      'startup',
      `--args=-c ${configPath(name)}`,
      '--outfile',
      `.build/${name}.cpuprofile`,
    ]);
    const [, gzip = '?'] = run.stdout.match(/gzip: ([\d.]+ KiB)/) ?? [];
    const [, active = '?'] = run.stdout.match(/Active: ([\d.]+ ms)/) ?? [];
    if (run.status !== 0) throw new Error(`${name}: ${run.stdout}${run.stderr}`);
    rows.push([name, gzip, active]);
  }
  return markdownTable(['Worker', 'bundle, compressed', 'CPU of a start'], rows);
}
