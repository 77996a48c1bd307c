/** Something in the content that has to be put right before it can be compiled. */
export type Problem = {
  /** Path of the file from the root of the repository. */
  readonly file: string;
  /** Place in the file, such as `transitions[2].to` or a section; null when the whole file is meant. */
  readonly field: string | null;
  /** What is wrong and what would be right, in plain Russian: methodologists read it. */
  readonly message: string;
};

/** A problem on one line, as the build prints it. */
export function formatProblem({ file, field, message }: Problem): string {
  return field === null ? `${file}: ${message}` : `${file}, поле ${field}: ${message}`;
}

/** Names to choose from, for the end of a message. */
export function existingNames(names: Iterable<string>): string {
  const listed = [...names].sort().join(', ');
  return listed === '' ? 'Пока нет ни одного.' : `Есть: ${listed}.`;
}
