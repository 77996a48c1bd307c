/** A text file as it was read. */
export type SourceFile = {
  /** Path from the root of the repository, with `/`; it is what problems name. */
  readonly path: string;
  readonly text: string;
};

/** Everything the compiler looks at, before it understands any of it. */
export type ContentSource = {
  /** `content/fsm.yaml`. */
  readonly fsm: SourceFile;
  /** `content/intents.yaml`. */
  readonly intents: SourceFile;
  /** `content/base-rules.md`. */
  readonly baseRules: SourceFile;
  /** `content/consent.md`: what the Guide may see and write, in plain words. */
  readonly consent: SourceFile;
  /** `content/changelog.yaml`. */
  readonly changelog: SourceFile;
  /** `content/coming.yaml`: what is not there yet, and why. */
  readonly coming: SourceFile;
  /** `content/states/*.md`. */
  readonly states: readonly SourceFile[];
  /** `content/output-templates/*.md`. */
  readonly templates: readonly SourceFile[];
  /** `content/schemas/*.json`. */
  readonly schemas: readonly SourceFile[];
  /** `docs/contracts/*.json` of the repository: what the servers promise. */
  readonly contracts: readonly SourceFile[];
};

/** The name of a file without folder and extension: the id of a state, a template or a schema. */
export function fileId({ path }: SourceFile): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '');
}
