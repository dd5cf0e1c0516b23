/** How OpenSSH's client is called: with the person's own configuration, and with what must not depend on it. */
import { homedir } from 'node:os';

/** Where to; null as OpenSSH's own configuration says. `config`: a file in place of it. */
export interface SshTarget {
  readonly user: string | null;
  readonly host: string;
  readonly port: number | null;
  readonly config: string | null;
}

/** First one wins in OpenSSH: these stand on the command line, before any file. */
const settings: Readonly<Record<string, string>> = {
  // An unknown key is a question, a changed one a refusal; never a default yes.
  StrictHostKeyChecking: 'ask',
  BatchMode: 'no',
  NumberOfPasswordPrompts: '1',
  ConnectTimeout: '15',
  // A host that vanishes is noticed, also when nothing is asked of it.
  ServerAliveInterval: '5',
  ServerAliveCountMax: '3',
  // Says how it signed in, and nothing less because the file says QUIET.
  LogLevel: 'VERBOSE',
  // What a file may ask for a person's own terminal is in the way of ours.
  ClearAllForwardings: 'yes',
  RemoteCommand: 'none',
  RequestTTY: 'no',
  PermitLocalCommand: 'no',
  // A connection that others share is used when it stands; ours ends with the session, and must take nobody along.
  ControlMaster: 'no',
};

/** Arguments of `ssh`. `command` is run by the login shell there. The user's files say the rest: keys, jumps, agent. */
export const sshArguments = ({ user, host, port, config }: SshTarget, command: string): readonly string[] => [
  // No shell stands between that would know what `~` is.
  ...(config === null ? [] : ['-F', config.replace(/^~(?=\/)/, () => homedir())]),
  ...Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
  ...(port === null ? [] : ['-p', String(port)]),
  ...(user === null ? [] : ['-l', user]),
  '-T',
  '--',
  host,
  command,
];
