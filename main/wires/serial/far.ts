/**
 * What runs on the far side of a serial line: small awk programs around a plain `sh`. They make a console, which echoes,
 * drops bytes and mixes in what the kernel prints, into a line that carries bytes in order or not at all.
 *
 * `rx` takes what the host sends, checks it and hands it to the shell's stdin. `tx` sends the shell's stdout in chunks,
 * keeps what the host has not said it got, and sends parts again. awk cannot wait for two inputs: what `rx` has to tell
 * `tx` goes into the same pipe as the shell's output, in marks that no shell prints because they hold a random word.
 * `fold` stands between agent and `tx` and makes long answers short.
 */
import { shellQuote } from '../../../shared/shell/quote.js';
import fold from './fold.awk?raw';
import { farEnded, loaderBad, loaderReady, loaderRuns } from './marks.js';
import { longest } from './pace.js';
import rx from './rx.awk?raw';
import squeeze from './squeeze.awk?raw';
import { sumFactor, sumModulus, sumStart } from './sum.js';
import tx from './tx.awk?raw';

/** Comments and indentation are for people here. */
const compact = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .join('\n')
    .replaceAll('@START@', String(sumStart))
    .replaceAll('@FACTOR@', String(sumFactor))
    .replaceAll('@MODULUS@', String(sumModulus))
    .replaceAll('@SIZE@', String(longest));

/** Reads a script line by line up to a single dot, and runs it with the same standard input. */
const reader = `n=$(printf "\\nx");n=\${n%x};s=;while IFS= read -r l;do case $l in .)break;;esac;s=$s$l$n;done;eval "$s"`;

/**
 * The program the loader evaluates. `word` is random, of letters and digits. Ends at the host's quit line. stderr is
 * thrown away: what is no frame would be taken for the console's. One make of awk reads a whole block before it looks at
 * the first line, unless told otherwise.
 */
export const farProgram = (word: string): string =>
  [
    `w=`,
    `case $(awk -W version 2>&1 </dev/null) in mawk*)w="-W interactive";;esac`,
    `k="$(printf '\\001')${word}"`,
    `export w`,
    `{ awk $w -v "k=$k" '${compact(rx)}' 2>/dev/null|sh -c '${reader}' 3>&- 2>/dev/null;} 3>&1|awk $w -v "k=$k" '${compact(tx)}' 2>/dev/null`,
  ].join('\n');

/**
 * The script for the shell behind the link: runs `command` with its answers folded. What of it outlives its end is found
 * by a word in its environment, and ended: else the terminal would not be given back.
 */
export const foldedScript = (command: string, word: string): string =>
  [
    `LK_F=${shellQuote(compact(fold))}`,
    `LK_Q=${shellQuote(compact(squeeze))}`,
    `export LK_Q`,
    `LK_Z=;command -v gzip >/dev/null&&command -v od >/dev/null&&LK_Z='gzip -9|od -An -v -tu1|awk "$LK_Q"'`,
    `LK_C=;command -v cksum >/dev/null&&LK_C=1`,
    `{ LK_W=${word} ${command}`,
    `for LK_P in $(grep -l LK_W=${word} /proc/[0-9]*/environ 2>/dev/null);do LK_P=\${LK_P#/proc/};kill -9 \${LK_P%/*} 2>/dev/null;done`,
    `}|awk $w -v "zip=$LK_Z" -v "sums=$LK_C" "$LK_F"`,
    `.`,
    ``,
  ].join('\n');

/**
 * Typed at the prompt as one line. It reads the program as data, and runs it only when its checksum is the one the
 * host says: nothing that noise has changed is ever run.
 */
export const loaderLine =
  ` sh -c 'LC_ALL=C;export LC_ALL;S=$(stty -g 2>/dev/null);stty raw -echo 2>/dev/null;N=$(printf "\\nx");N=\${N%x};B=;` +
  `printf "\\n%s\\n" ${split(loaderReady)};while read -r n a;do case $n in "+")B=$B$a$N;;-)B=;;` +
  `!)c=$(printf %s "$B"|md5sum)~$(printf %s "$B"|cksum);[ \${#a} -gt 8 ]&&case $c in "$a"*|*"~$a"*)printf "\\n%s\\n" ${split(loaderRuns)};eval "$B";break;;esac;printf "\\n%s\\n" ${split(loaderBad)};;@@QUIT)break;;esac;done;` +
  `[ -n "$S" ]&&stty $S;printf "\\n%s\\n" ${split(farEnded)}'\n`;

/** In two parts, so that the echo of the line is not taken for what it prints. */
function split(word: string): string {
  return `${word.slice(0, 2)}""${word.slice(2)}`;
}
