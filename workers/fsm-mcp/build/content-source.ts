import type { SourceFile } from '@aisystant/mcp/content';

/** All input files of the compiler, unparsed. */
export type ContentSource = {
  /** `content/fsm.yaml`. */
  readonly fsm: SourceFile;
  /** `content/intents.yaml`. */
  readonly intents: SourceFile;
  /** `content/base-rules.md`. */
  readonly baseRules: SourceFile;
  /** `content/consent.md`: what the Guide may read and write. */
  readonly consent: SourceFile;
  /** `content/changelog.yaml`. */
  readonly changelog: SourceFile;
  /** `content/coming.yaml`: what is planned. */
  readonly coming: SourceFile;
  /** `content/skills.yaml`: what hosts can install. */
  readonly skills: SourceFile;
  /** `content/states/*.md`. */
  readonly states: readonly SourceFile[];
  /** `content/output-templates/*.md`. */
  readonly templates: readonly SourceFile[];
  /** `content/schemas/*.json`. */
  readonly schemas: readonly SourceFile[];
  /** `docs/contracts/*.json`: contracts of the servers. */
  readonly contracts: readonly SourceFile[];
};
