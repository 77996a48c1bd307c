export { randomSecret, sha256Hex } from '@aisystant/oauth/secret';
export type { CallContext } from './call-context.ts';
export type { Completion } from './completion.ts';
export { contractOf, type ServerContract, shownByDefault, type ToolContract } from './contract.ts';
export { Cursor, type CursorCodec, defineCursor } from './cursor.ts';
export { type DataObject, type ObjectCall, type ObjectOutcome, unavailable } from './data-object.ts';
export { DataQuality } from './data-quality.ts';
export type { Dependency, DependencyState, DependencyStatus } from './dependency.ts';
export { type DownloadedFile, defineDownload } from './download.ts';
export type { Drawing } from './icon.ts';
export {
  expectedVersionField,
  fingerprintOf,
  type IdempotencyKey,
  idempotencyKeyField,
  idempotencyKeyOf,
} from './idempotency.ts';
export { parseInput } from './input.ts';
export { lazy } from './lazy.ts';
export { RESOURCE_CHARACTERS } from './limits.ts';
export { defineListPages, type ListPage, type ListPages } from './list-page.ts';
export { openApiOf } from './openapi.ts';
export { type Operation, SIGNED_IN } from './operation.ts';
export type { OwnData } from './own-data.ts';
export type { Page } from './page.ts';
export type { MadePage, PageFolder } from './page-folder.ts';
export type { PersonPage } from './person-page.ts';
export { definePrompt, type Prompt, type PromptDefinition } from './prompt.ts';
export { type RenderHints, WIDGET_MIME } from './render-hints.ts';
export { addressesOf, defineResource, type FixedResource, type Resource, type TemplateResource } from './resource.ts';
export { type LeftOut, type Rest, type RestRoute, restRoutesFor } from './rest.ts';
export { err, ok, quote, type Refusal, type Result, refuse } from './result.ts';
export { fitsResult, RECORD_TOO_LONG, readToolResult, type ToolResultJson } from './result-size.ts';
export { defineRoute, type Route } from './route.ts';
export { formatDate, formatDays, formatDecimal, formatHours, formatMinutes, plural } from './russian.ts';
export { defineServer, type KeptData, type ServerDefinition, signedIn } from './server.ts';
export { type ServerIdentity, serverIdentity } from './server-card.ts';
export type { Skill, SkillEntry } from './skill.ts';
export { cut, MALFORMED, malformedField, quoteWords, shorten } from './text.ts';
export { defineTool, type Tool, wireName } from './tool.ts';
export { type ErrorCode, ToolError } from './tool-error.ts';
export { deleteInTwoSteps, twoStepFields, twoStepInput, twoStepLines } from './two-step-deletion.ts';
export { unwrap } from './unwrap.ts';
export type { Values } from './uri-template.ts';
export { defineWidget, WIDGET_BYTES } from './widget.ts';
