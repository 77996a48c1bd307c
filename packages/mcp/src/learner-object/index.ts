export type {
  Document,
  DocumentPage,
  DocumentQuery,
  DocumentStore,
  DocumentWrite,
  SavedDocument,
} from './document-store.ts';
export { exportDownload } from './export-download.ts';
export {
  askForErasure,
  erase,
  issueExportLink,
  type LearnerServices,
  mayUse,
  requireConsent,
  withdrawnScopes,
} from './learner-services.ts';
export {
  type ConsentState,
  consentRequired,
  EXPORT_FORMATS,
  type ExportFormat,
  type Grant,
  grantOf,
  isRevoked,
  type RightsStore,
} from './rights-store.ts';
export type { Writer } from './writer.ts';
