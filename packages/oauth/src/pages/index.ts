export { CALLS_PRIVACY } from './activity.ts';
export { errorPage } from './error.ts';
export { type Language, type Localized, languageOf } from './language.ts';
export { type Html, pageHeaders, renderPage, scriptResponse } from './layout.ts';
export { LOGO, logoResponse } from './logo.ts';
export { STYLESHEET_PATH, stylesheetResponse } from './stylesheet.ts';
