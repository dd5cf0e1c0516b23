/** From what a person types for ssh to a target's URI. What is no target, the lab says; this catches what is plainly wrong while it is typed. */

export interface SshTyped {
  /** `host`, `user@host`, `user@host:port`, or a whole `ssh://…`. */
  readonly host: string;
  /** A configuration file of OpenSSH, or empty for the person's own. */
  readonly config: string;
}

/** Why this cannot be opened, in a few words; null when it may. */
export const sshWrong = ({ host, config }: SshTyped): string | null => {
  const name = host.trim().replace(/^ssh:\/\//, '');
  if (name === '') return 'give a host';
  if (/\s/.test(name)) return 'a host has no spaces: options belong into the configuration file';
  if (name.startsWith('-') || name.includes('@-')) return 'a host does not begin with a dash';
  if (config.trim() !== '' && !/^[/~]/.test(config.trim())) return 'the configuration file as a path from the root';
  return null;
};

/** The URI to open. */
export const sshUri = ({ host, config }: SshTyped): string => {
  const name = host.trim().replace(/^ssh:\/\//, '');
  const file = encodeURIComponent(config.trim()).replaceAll('%2F', '/');
  return `ssh://${name}${file === '' ? '' : `?config=${file}`}`;
};
