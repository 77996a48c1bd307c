import {
  type CallToolResult,
  InsufficientScopeError,
  OAuthError,
  ProtocolError,
  SdkHttpError,
  UnauthorizedError,
} from '@modelcontextprotocol/client';
import { readerOf } from '../kit/read.ts';
import { refusalWords } from '../kit/refusal.ts';

/** What may help: to try once more, to sign in again, or to allow more on the consent page. */
export type Remedy = 'retry' | 'sign-in' | 'allow';

/** Why a section shows nothing, in words, and what may help. */
export interface SectionError {
  readonly text: string;
  readonly remedy: Remedy;
}

const ENDED: SectionError = { text: 'Вход в этот раздел закончился.', remedy: 'sign-in' };
const NOT_ALLOWED: SectionError = { text: 'На это вы не дали разрешения.', remedy: 'allow' };
/** Of this server alone: whether the others answer is not known here. */
export const DOWN = 'Сервер этого раздела не отвечает. Попробуйте ещё раз через минуту.';
const OFFLINE = 'Нет связи с интернетом. Проверьте её и попробуйте ещё раз.';
const WITHDRAWN: SectionError = {
  text: 'Разрешение для этого раздела снято, или данные в нём удалены.',
  remedy: 'allow',
};

/** A refusal of a tool, in its own words; or in those of the page for what is not there. */
export class ToolRefusal extends Error {
  override readonly name = 'ToolRefusal';
  readonly code: string | null;

  constructor(result: CallToolResult, missing?: string) {
    const code = codeOf(result._meta);
    super(code === 'NOT_FOUND' && missing !== undefined ? missing : refusalWords(readerOf(result)));
    this.code = code;
  }
}

/** The code of an error of the fleet: in `_meta` of a tool's answer, in `data` of a protocol error. */
const codeOf = (facts: unknown): string | null => readerOf(facts).record('aisystant/error').text('code');

/** Says an error of a call in words for the person; `isOnline` is what the browser knows of its connection. */
export function sectionErrorOf(error: unknown, isOnline = navigator.onLine): SectionError {
  const code = error instanceof ToolRefusal ? error.code : error instanceof ProtocolError ? codeOf(error.data) : null;
  if (code === 'CONSENT_REQUIRED') return WITHDRAWN;
  if (error instanceof ToolRefusal) return { text: error.message, remedy: 'retry' };
  // A refused refresh token is an error of OAuth.
  if (error instanceof UnauthorizedError || error instanceof OAuthError) return ENDED;
  if (error instanceof InsufficientScopeError) return NOT_ALLOWED;
  const status = error instanceof SdkHttpError ? error.status : 0;
  if (status === 401) return ENDED;
  if (status === 403) return NOT_ALLOWED;
  if (status === 429) return { text: 'Слишком много запросов подряд. Подождите минуту.', remedy: 'retry' };
  return { text: isOnline ? DOWN : OFFLINE, remedy: 'retry' };
}
