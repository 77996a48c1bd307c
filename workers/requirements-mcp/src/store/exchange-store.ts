import type { IdempotencyKey, Result } from '@aisystant/mcp';
import type { Created, CreateError } from '../domain/created.ts';
import type { Entity } from '../domain/entity.ts';
import type { Import } from '../domain/exchange/read-import.ts';
import type { Relationship } from '../domain/relationship.ts';

/** What an import makes, in one transaction. */
export interface NewImport extends Pick<Import, 'rows' | 'relationships'> {
  /** ISO 8601. */
  readonly at: string;
}

/** Everything that a file of the workspace has. */
export interface WorkspaceContent {
  readonly name: string;
  readonly entities: readonly Entity[];
  readonly relationships: readonly Relationship[];
}

/** Form of a file. */
export const FILE_FORMATS = ['json', 'markdown', 'reqif'] as const;
/** One of {@link FILE_FORMATS}. */
export type FileFormat = (typeof FILE_FORMATS)[number];

/** The workspace of the caller as a whole: in and out of files. */
export interface ExchangeStore {
  /** Makes all rows or none; gives their reference ids, in the order of the rows. */
  importAll(content: NewImport, key: IdempotencyKey): Promise<Result<Created<readonly string[]>, CreateError>>;
  /** How many entities and characters a file would have. */
  size(): Promise<{ readonly entities: number; readonly characters: number }>;
  /** Keeps the hash of the secret of a link to a file, valid once, until a time in epoch ms. */
  issueLink(format: FileFormat, hash: string, expiresAtMs: number): Promise<void>;
}
