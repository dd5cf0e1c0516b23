/** What a console's text says about where the machine is: at a login, in a shell, on its way up, or dead. Pure, and a table. */

/** Where a console stands, by its last words. */
export type Place =
  | 'login'
  | 'password'
  /** The name or password was not taken. */
  | 'refused'
  /** A new password is demanded. */
  | 'expired'
  | 'shell'
  /** A getty that waits for a key. */
  | 'enter'
  /** The boot loader counts down: a key would stop it. */
  | 'countdown'
  /** The boot loader's own prompt. */
  | 'loader'
  | 'panic'
  /** Text, and none of the above. */
  | 'text'
  | 'silent'
  /** Bytes that are no text: another baud rate. */
  | 'garbage';

// biome-ignore lint/suspicious/noControlCharactersInRegex: terminal sequences begin with it.
const sequences = /\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001b[@-Z\\^_=>]/g;

/** Without what moves a cursor or asks for it (`ESC[6n` of busybox), and without carriage returns. */
export const plainText = (text: string): string =>
  text.replaceAll(sequences, '').replaceAll('\r', '').replaceAll('\0', '');

/** By the last line, which has not ended: first match counts. */
const prompts: readonly (readonly [Place, RegExp])[] = [
  ['expired', /(?:new|current|old|retype)[^\n]{0,30}password: ?$/i],
  [
    'password',
    /(?:pass(?:word|wort|phrase|code)|mot de passe|contraseña|give root password|enter root password)[^\n]{0,120}: ?$/i,
  ],
  ['password', /\(or press control-d to continue\): ?$/i],
  ['login', /(?:\blogin|\buser ?name|\bbenutzername): ?$/i],
  ['loader', /^(?:=>|U-Boot>|grub>|barebox[^\n]*>|Shell>) ?$/i],
  ['shell', /(?:^|[^\n]{0,120})[#$%] ?$/],
  ['shell', /^\(initramfs\) ?$/],
];

/** In the lines before. The last that is found counts. */
const said: readonly (readonly [Place, RegExp])[] = [
  [
    'refused',
    /login incorrect|login failed|authentication failure|permission denied|maximum number of tries|access denied/i,
  ],
  ['enter', /press enter to activate this console|press return to get started|press any key to continue/i],
  [
    'countdown',
    /hit any key to stop autoboot|press any key to (?:stop|enter)|automatic boot in \d|booting in \d+ s|will be executed automatically in/i,
  ],
  ['panic', /kernel panic - not syncing/i],
  ['expired', /you are required to change your password|password expired/i],
];

/** Share of bytes that no text has. */
const garbled = (text: string): boolean => {
  if (text.length < 8) return false;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what no text has.
  const odd = text.match(/[\u0001-\u0006\u000e-\u001a\u001c-\u001f\u007f-\u00ff\ufffd]/g)?.length ?? 0;
  return odd / text.length > 0.4;
};

/** `text` since something was last sent, one byte a character. */
export const placeOf = (text: string): Place => {
  const plain = plainText(text);
  if (plain.trim() === '') return 'silent';
  const last = plain.slice(plain.lastIndexOf('\n') + 1);
  const before = plain.slice(-2000);
  let [found, at]: [Place | null, number] = [null, -1];
  for (const [place, sign] of said) {
    const index = before.search(sign);
    if (index > at) [found, at] = [place, index];
  }
  if (found === 'expired') return 'expired';
  for (const [place, sign] of prompts)
    if (sign.test(last)) return place === 'login' && found === 'refused' ? 'refused' : place;
  if (found !== null) return found;
  return garbled(text) ? 'garbage' : 'text';
};

/** A question for a password that goes without a name: of a system that comes up for maintenance. */
export const asksRoot = (text: string): boolean =>
  /root password|press control-d to continue/i.test(plainText(text).slice(-200));

/** What a line on the console means for whoever works behind it. */
export type Turn = 'panic' | 'reboot' | 'login';

const turns: readonly (readonly [Turn, RegExp])[] = [
  ['panic', /kernel panic - not syncing/i],
  ['reboot', /\bLinux version \d+\.\d+/],
  [
    'reboot',
    /^(?:U-Boot (?:SPL )?\d|coreboot-\d|SeaBIOS \(|NOTICE: {2}BL\d|OpenSBI v|EDK II|BdsDxe: |Arm Trusted Firmware|iPXE |barebox \d|UEFI firmware)/,
  ],
  ['login', /(?:^|\s)\S*\s?login: ?$/],
];

/** Null for a line that changes nothing. */
export const turnOf = (line: string): Turn | null => {
  const plain = plainText(line);
  return turns.find(([, sign]) => sign.test(plain))?.[0] ?? null;
};
