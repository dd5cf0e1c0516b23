/** Whether `pattern` names all of `text`; `*` stands for any run of characters, all else for itself. Linear: a pattern comes from a file. */
export const names = (pattern: string, text: string): boolean => {
  const parts = pattern.split('*');
  const [first = '', ...others] = parts;
  const last = others.pop();
  if (last === undefined) return pattern === text;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const part of others) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= text.length - last.length;
};
