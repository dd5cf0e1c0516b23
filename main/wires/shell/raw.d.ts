/** The far side's programs are files of their own language; the build takes them in as text. */
declare module '*?raw' {
  const text: string;
  export default text;
}
