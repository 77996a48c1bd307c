export {
  allowedLine,
  consentFields,
  consentOf,
  withdrawalInput,
  withdrawConsent,
  withdrawnLine,
} from './consent.ts';
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
  eraseInTwoSteps,
  issueExportLink,
  type LearnerServices,
  mayUse,
  requireConsent,
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
