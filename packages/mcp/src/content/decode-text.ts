const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** A file that is no text in UTF-8: read as if it were, it would lose its letters without a word. */
class NotUtf8 extends Error {
  override readonly name = 'NotUtf8';
  constructor(file: string) {
    super(
      `${file}: это не текст в UTF-8 (возможно, Windows-1251 или UTF-16). Ничего не изменено: сохраните файл в UTF-8 и повторите.`,
    );
  }
}

/** The text of a file that an author wrote, without a byte order mark. Throws {@link NotUtf8}, which names the file. */
export function decodeText(bytes: Uint8Array, file: string): string {
  const text = decoded(bytes);
  // UTF-16 of Latin and Cyrillic letters is valid UTF-8, with zeros in it.
  if (text === null || text.includes('\0')) throw new NotUtf8(file);
  return text;
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return UTF8.decode(bytes);
  } catch {
    return null;
  }
}
