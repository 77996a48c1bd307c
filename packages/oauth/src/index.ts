export { addressKey } from './address-key.ts';
export { type Auth, type AuthServer, createAuth } from './auth.ts';
export type { Authentication } from './authenticate.ts';
export { type Config, ConfigurationError, isLoopback, type SignInEnv } from './config.ts';
export type { DataRights, DataRightsFault, Erasure } from './data-rights.ts';
export { consoleLog, createSampledLog, type Log, type LogRecord } from './log.ts';
export type { Localized } from './pages/language.ts';
export type { Principal } from './principal.ts';
export { resourceMetadataUrl } from './resource.ts';
