/** Stylesheets are imported for their effect alone; the bundler puts them into the page's one. */
declare module '*.css';
