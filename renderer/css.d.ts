/** Stylesheets are imported for their effect alone; the bundler puts them into the page's files. */
declare module '*.css';
