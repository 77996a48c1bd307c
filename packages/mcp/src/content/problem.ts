/** An error in the content; it must be fixed before the content can be compiled. */
export type Problem = {
  /** Path of the file from the root of the repository. */
  readonly file: string;
  /** Path of a field, such as `transitions[2].to`, or a section; null for the whole file. */
  readonly field: string | null;
  /** The error and how to fix it, in Russian, for methodologists. */
  readonly message: string;
};

/** Formats a problem as one line. */
export function formatProblem({ file, field, message }: Problem): string {
  return field === null ? `${file}: ${message}` : `${file}, поле ${field}: ${message}`;
}

/** Lists valid names for the end of a message. */
export function availableNames(names: Iterable<string>): string {
  const listed = [...names].sort().join(', ');
  return listed === '' ? 'Пока нет ни одного.' : `Есть: ${listed}.`;
}
