/** Keeps built scripts to ASCII: one sign beyond Latin-1 and the engine holds and reads the whole file at two bytes a sign. */

/** Other signs stand in strings, templates and expressions only, where an escape means the same. */
const escaped = (code) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what it says
  code.replace(/[^\x00-\x7f]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** @returns {import('vite').Plugin} */
export const asciiOnly = () => ({
  name: 'ascii-only',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      for (const file of Object.values(bundle)) if (file.type === 'chunk') file.code = escaped(file.code);
    },
  },
});
