export {
  allowedLine,
  consentFields,
  consentOf,
  withdrawalInput,
  withdrawConsent,
  withdrawnLine,
} from './consent.ts';
export { decideDocument, withFreeKey } from './document-decisions.ts';
export type {
  Document,
  DocumentPage,
  DocumentQuery,
  DocumentStore,
  DocumentWrite,
  SavedDocument,
} from './document-store.ts';
export { exportDownload } from './export-download.ts';
export { type ExportParts, exportParts } from './export-text.ts';
export {
  callsOf,
  eraseInTwoSteps,
  exportText,
  issueExportLink,
  type LearnerServices,
  mayUse,
  requireConsent,
} from './learner-services.ts';
export {
  type AddedRows,
  type ConsentState,
  consentRequired,
  type Erasure,
  EXPORT_FORMATS,
  type ExportFormat,
  type Grant,
  grantOf,
  isRevoked,
  type RightsStore,
  TICKET_LIMIT,
  USED_MS,
} from './rights-store.ts';
export type { Writer } from './writer.ts';
