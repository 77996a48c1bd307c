/** A text file. */
export type SourceFile = {
  /** Path from the root of the repository, with `/`, as problems show it. */
  readonly path: string;
  readonly text: string;
};

/** The name of a file without folder and extension. */
export function fileId({ path }: SourceFile): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '');
}
