/** Which kernel modules need which, and modprobe's tables for a few of them: `modules.dep` and `modules.alias` as depmod writes them. */

const nameOf = (path) =>
  path
    .replace(/^.*\//, '')
    .replace(/\.ko(\.\w+)?$/, '')
    .replaceAll('-', '_');

/** @param {string} dep Text of `modules.dep`. @returns {Map<string, string[]>} Path → the paths it needs. */
const parse = (dep) =>
  new Map(
    dep
      .split('\n')
      .filter((line) => line.includes(':'))
      .map((line) => {
        const [path = '', ...needs] = line.split(/:?\s+|:$/).filter(Boolean);
        return [path, needs];
      }),
  );

/**
 * @param {string} dep Text of `modules.dep`.
 * @param {readonly string[]} wanted Module names; one that is built in, or not there, needs nothing.
 * @returns {Map<string, string[]>} The wanted and all they need, path → needs.
 */
export const closureOf = (dep, wanted) => {
  const all = parse(dep);
  const byName = new Map([...all.keys()].map((path) => [nameOf(path), path]));
  const paths = wanted.flatMap((name) => byName.get(name) ?? []);
  // modules.dep already lists all that a module needs, not only what it needs directly.
  const whole = new Set(paths.flatMap((path) => [path, ...(all.get(path) ?? [])]));
  return new Map([...whole].sort().map((path) => [path, all.get(path) ?? []]));
};

const plain = (path) => path.replace(/\.xz$/, '');

/**
 * @param {{closure: Map<string, string[]>, ours: readonly string[], alias: string}} from `ours`: paths without needs.
 * @returns {Record<string, string>} File name → text, for drivers that were unpacked.
 */
export const tablesFor = ({ closure, ours, alias }) => {
  const lines = [...closure].map(([path, needs]) => `${plain(path)}: ${needs.map(plain).join(' ')}`.trimEnd());
  const names = new Set([...closure.keys()].map(nameOf));
  const aliases = alias.split('\n').filter((line) => names.has(line.split(' ').at(-1) ?? ''));
  return {
    'modules.dep': [...lines, ...ours.map((path) => `${path}:`), ''].join('\n'),
    'modules.alias': [...aliases, ''].join('\n'),
  };
};
