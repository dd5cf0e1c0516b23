/** From what a person types for a console to a target's URI. What is no target, the lab says; this catches what is plainly wrong while it is typed. */

export const flows = ['none', 'hardware', 'software'] as const;
export type Flow = (typeof flows)[number];

export interface SerialTyped {
  /** A port below `/dev`, or a socket that carries a console. */
  readonly path: string;
  readonly baud: string;
  /** Data bits, parity and stop bits as boards' manuals write them: `8N1`. */
  readonly frame: string;
  readonly flow: Flow;
  /** Who signs in when the console asks; empty to be asked. */
  readonly user: string;
}

const frameForm = /^([5-8])([NEO])([12])$/;
const parities = { N: 'none', E: 'even', O: 'odd' } as const;
const userForm = /^(?!-)[A-Za-z0-9._@\\-]+$/;

const isSocket = (path: string): boolean => path !== '' && !path.startsWith('/dev/');

/** What is wrong with one field, in a few words; null when nothing is. */
export const baudWrong = (baud: string): string | null =>
  /^[1-9]\d{1,6}$/.test(baud) ? null : 'a baud rate is a number, often 115200 or 9600';
export const frameWrong = (frame: string): string | null =>
  frameForm.test(frame.trim().toUpperCase()) ? null : 'data bits, parity, stop bits: 8N1, 7E1';
export const userWrong = (user: string): string | null =>
  user.trim() === '' || userForm.test(user.trim()) ? null : 'that is no name of a user';

/** Why a port with these settings cannot be opened, whichever it is; null when it may. */
export const settingsWrong = ({ baud, frame, user }: SerialTyped): string | null =>
  baudWrong(baud) ?? frameWrong(frame) ?? userWrong(user);

/** Why this cannot be opened; null when it may. A socket has no baud rate. */
export const serialWrong = (typed: SerialTyped): string | null => {
  if (typed.path === '') return 'give a port or a socket';
  if (!typed.path.startsWith('/')) return 'a path from the root';
  return isSocket(typed.path) ? userWrong(typed.user) : settingsWrong(typed);
};

/** Which kind of target it is. */
export const serialKind = (path: string): 'serial' | 'unix' => (isSocket(path) ? 'unix' : 'serial');

/** The URI to open; settings that are the usual ones are left out of it, but for the baud rate. */
export const serialUri = ({ path, baud, frame, flow, user }: SerialTyped): string => {
  const [, data = '8', parity = 'N', stop = '1'] = frameForm.exec(frame.trim().toUpperCase()) ?? [];
  const signs = user.trim() === '' ? [] : [`user=${user.trim()}`];
  if (isSocket(path)) return [`unix:${path}`, ...signs].join('?');
  const settings = [
    `baud=${baud}`,
    ...(data === '8' ? [] : [`data=${data}`]),
    ...(parity === 'N' ? [] : [`parity=${parities[parity as keyof typeof parities]}`]),
    ...(stop === '1' ? [] : [`stop=${stop}`]),
    ...(flow === 'none' ? [] : [`flow=${flow}`]),
    ...signs,
  ];
  return `serial:${path}?${settings.join('&')}`;
};
