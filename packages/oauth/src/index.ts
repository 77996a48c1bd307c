export type { Authentication } from './authenticate.ts';
export { type Config, ConfigurationError, isLoopback, type SignInEnv } from './config.ts';
export { createDoors, type Door, type DoorServer } from './door.ts';
export { consoleLog, type Log, type LogRecord } from './log.ts';
export { type Language, type Localized, languageOf } from './pages/language.ts';
export { type Html, pageHeaders, renderPage } from './pages/layout.ts';
export type { Principal } from './principal.ts';
export { stylesheetResponse } from './sign-in.ts';
