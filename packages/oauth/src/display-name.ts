const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** What is shown for a name without a visible character. */
export const NAMELESS = '—';

/** An untrusted name without control, bidirectional and other invisible characters, at most 80 characters. */
export function displayName(name: string): string {
  const visible = name.replace(INVISIBLE, '').replace(/\s+/gu, ' ').trim();
  return [...visible].slice(0, 80).join('') || NAMELESS;
}
