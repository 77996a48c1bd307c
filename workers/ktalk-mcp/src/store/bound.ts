import type { Statement } from '@aisystant/mcp/d1';

/** Makes a statement with its values. */
export type Bound = (sql: string, ...values: readonly unknown[]) => Statement;
