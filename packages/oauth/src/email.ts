/**
 * An e-mail address as addresses are compared: the letters A to Z in small. Nothing else is folded, since other characters become
 * letters of the alphabet in small, and then one person's address would be taken for another's.
 */
export function foldEmail(email: string): string {
  return email.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
