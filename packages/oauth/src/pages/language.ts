/** The languages of the pages. */
export type Language = 'ru' | 'en';

/** One text in every language of the pages. */
export type Localized = { readonly [language in Language]: string };

/** Picks the language the browser prefers; Russian when it names neither. */
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
