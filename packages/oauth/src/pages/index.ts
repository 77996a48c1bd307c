export { CALLS_PRIVACY } from './activity.ts';
export { errorPage } from './error.ts';
export { homeLink } from './home-link.ts';
export { type Language, type Localized, languageOf } from './language.ts';
export { type Html, pageHeaders, renderPage, scriptResponse } from './layout.ts';
export { LOGO, logoResponse } from './logo.ts';
export { policyLinks } from './policies.ts';
export { STYLESHEET_PATH, stylesheetResponse } from './stylesheet.ts';
