import { RECORD_CHARACTERS } from './limits.ts';

/** Whether a record can be read back in one result; `reserved` characters go to what the result shows beside it. */
export function fitsResult(record: unknown, reserved = 0): boolean {
  return JSON.stringify(record).length <= RECORD_CHARACTERS - reserved;
}

/** Error text for a record that is refused because it could not be read back. */
export const RECORD_TOO_LONG = 'Слишком длинно: целиком это не прочесть одним ответом.';
