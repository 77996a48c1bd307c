/** The languages of the pages. */
export type Language = 'ru' | 'en';

/** A text in each language. */
export type Localized = { readonly [language in Language]: string };

/** The preferred language of an Accept-Language header (RFC 9110, section 12.5.4); Russian by default. */
export function languageOf(acceptLanguage: string | null | undefined): Language {
  const preferences = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const quality = parameters
        .find((parameter) => parameter.trim().startsWith('q='))
        ?.trim()
        .slice(2);
      return { language: tag.slice(0, 2).toLowerCase(), weight: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ language, weight }) => (language === 'ru' || language === 'en') && weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return preferences[0]?.language === 'en' ? 'en' : 'ru';
}
