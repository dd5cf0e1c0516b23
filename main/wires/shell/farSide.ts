/** What is sent to a far shell at connect: a loader of one line, then the agent's text, which the loader reads and runs. No file is made there. */
import { sweptAttributes, sweptFolders, sweptLinks } from '../../../shared/facts/attributes.js';
import { shellQuote } from '../../../shared/shell/quote.js';
import { agent, perl, python } from './agent/parts.js';
import { cksum } from './crc.js';
import { atomicBytes } from './line.js';

export interface FarSide {
  /** Where sysfs is there. */
  readonly sysroot: string;
  /** Its procfs; null for a tree that is not of the running machine. */
  readonly proc: string | null;
  /** Readers that the agent may use when the far side has them. */
  readonly readers: readonly ('perl' | 'python')[];
}

/** Room that a frame needs besides its body. */
const aroundBody = 96;

/**
 * Reads lines up to `#end <cksum>`, checks them where `cksum` is there, and runs them with the same standard input. It holds no
 * single quote, exclamation mark or line end: any login shell hands it to `sh -c` between single quotes.
 */
const loader =
  'n=$(printf "\\nx");n=${n%x};s=;l=;while IFS= read -r l;do case $l in "#end "*)break;;esac;s=$s$l$n;done;' +
  'case $l in "#end "*)c=$(printf %s "$s"|cksum 2>/dev/null);case ${c%% *} in ""|"${l#?????}")eval "$s";;*)echo LSBAD;;esac;;esac';

/** The command that makes a far shell listen for {@link farText}. */
export const loaderCommand = `sh -c '${loader}'`;

/** Comments and indentation are for people here. */
const compact = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trimStart())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .join('\n');

/** The agent with what it may read, one byte a character; ends with the line the loader waits for. */
export const farText = ({ sysroot, proc, readers }: FarSide): string => {
  const names = (list: readonly string[]): string => list.join(' ');
  const settings: Readonly<Record<string, string>> = {
    LS_sys: sysroot,
    LS_proc: proc ?? '',
    LS_size: String(atomicBytes - aroundBody),
    LS_attrs: names(sweptAttributes),
    LS_links: names(sweptLinks),
    LS_folders: names(sweptFolders),
    LS_perl: readers.includes('perl') ? compact(perl) : '',
    LS_python: readers.includes('python') ? python : '',
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${shellQuote(value)}\n`);
  const text = `${lines.join('')}${compact(agent)}\n`;
  return `${text}#end ${cksum(text)}\n`;
};
