/** Styles are taken out by the bundler. */
declare module '*.css';
