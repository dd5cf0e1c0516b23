/** Serial numbers and other made-up identities: the same for the same seed and name, whatever was asked before. */

/** FNV-1a over the name, mixed with the seed (mulberry32). Not for secrets. */
export const serialsOf =
  (seed: number) =>
  (name: string, digits: number): string => {
    let hash = 0x811c9dc5 ^ seed;
    for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
    let text = '';
    while (text.length < digits) {
      hash = (hash + 0x6d2b79f5) | 0;
      let t = Math.imul(hash ^ (hash >>> 15), 1 | hash);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      text += ((t ^ (t >>> 14)) >>> 0).toString(16).padStart(8, '0');
    }
    return text.slice(0, digits);
  };
