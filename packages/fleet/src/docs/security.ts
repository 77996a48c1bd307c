import table from '../../../../docs/security.json' with { type: 'json' };

/** Where a row of the security tables is proven: a test file and titles of tests in it. */
export interface Proof {
  /** What is tested there, the text of the link. */
  readonly where: string;
  /** Path below the root. */
  readonly file: string;
  /** Titles, or beginnings of titles, as they are written in the file. */
  readonly titles: readonly string[];
}

/** Known attacks, by id. */
export const ATTACKS: readonly (Row & { readonly id: string; readonly attack: string; readonly why: string })[] =
  table.attacks;

/** Kinds of bad input that are tried. */
export const INPUTS: readonly (Row & { readonly input: string })[] = table.inputs;

interface Row {
  readonly tests: readonly Proof[];
}

/** The marked sections of `docs/security.md`. Not padded: a longer row must not change all the others. */
export function securitySections(): { readonly [name: string]: string } {
  return {
    attacks: rows(
      ['#', 'Attack', 'Why it does not work', 'Tests'],
      ATTACKS.map(({ id, attack, why, tests }) => [id, attack, why, proofs(tests)]),
    ),
    inputs: rows(
      ['Input', 'Where it is tried'],
      INPUTS.map(({ input, tests }) => [input, proofs(tests)]),
    ),
  };
}

function rows(head: readonly string[], body: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function proofs(tests: readonly Proof[]): string {
  return tests
    .map(({ where, file, titles }) =>
      [`[${where}](../${file})`, titles.map((title) => `“${title}”`).join('; ')].filter(Boolean).join(' '),
    )
    .join('; ');
}
