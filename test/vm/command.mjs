/** The command line of `npm run vm`: up, down, status, ssh, console, reset; alone it is `up`, or `status` while one runs. Results go to standard output, progress to standard error. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../../scripts/setup/places.mjs';
import { run, runInForeground } from '../../scripts/setup/run.mjs';
import { Stop, say } from '../../scripts/setup/say.mjs';
import { attach } from './machine/attach.mjs';
import { down } from './machine/down.mjs';
import { qmp } from './machine/qmp.mjs';
import { all, checkName, read, runs } from './machine/state.mjs';
import { up } from './machine/up.mjs';
import { hashOfSources, moduleFolders } from './rig/modules.mjs';
import { recordPassed } from './rig/passed.mjs';
import { ensureRoot } from './rig/root.mjs';
import { userlands } from './rig/userlands.mjs';

const help = `npm run vm -- COMMAND [NAME]

  up [NAME]        boot a VM, print its targets    --flavour stock|proposal   --role host|guest
                                                   --userland ${Object.keys(userlands).join('|')}   --console shell|login
                                                   --param KEY=VALUE (of the module, repeatable)   --memory MB
                                                   --spdm-port N (who answers for the first drive, in place of our
                                                   simulated device)   --no-spdm (nobody does)
                                                   --fresh (ask the mirror for newer packages)
  down [NAME|--all]  end it and remove what it left
  status           the VMs that run
  ssh [NAME] [COMMAND…]   a shell in it, or one command
  console [NAME]   its serial console; Ctrl+] leaves
  reset [NAME]     reboot it hard
  record           run the VM's tests and the conformance tests, and when they pass write down the versions

Alone it is "up", or "status" while a VM runs. NAME is "lab" when left out. --json prints for tools. LOCKSTEP_VM_KVM=1 uses KVM.`;

/** @satisfies {import('node:util').ParseArgsConfig['options']} */
const options = {
  name: { type: /** @type {const} */ ('string') },
  flavour: { type: /** @type {const} */ ('string'), default: 'proposal' },
  role: { type: /** @type {const} */ ('string'), default: 'host' },
  userland: { type: /** @type {const} */ ('string'), default: 'busybox' },
  console: { type: /** @type {const} */ ('string'), default: 'shell' },
  param: { type: /** @type {const} */ ('string'), multiple: true, default: [] },
  'spdm-port': { type: /** @type {const} */ ('string') },
  'no-spdm': { type: /** @type {const} */ ('boolean'), default: false },
  memory: { type: /** @type {const} */ ('string') },
  fresh: { type: /** @type {const} */ ('boolean'), default: false },
  all: { type: /** @type {const} */ ('boolean'), default: false },
  json: { type: /** @type {const} */ ('boolean'), default: false },
  help: { type: /** @type {const} */ ('boolean'), default: false },
};

const wrong = (what) => new Stop(what, 'See: npm run vm -- --help');

/** @param {string} option @param {string} value @param {readonly string[]} allowed */
const oneOf = (option, value, allowed) => {
  if (!allowed.includes(value)) throw wrong(`--${option} is ${allowed.join(' or ')}, not ${JSON.stringify(value)}.`);
  return /** @type {never} */ (value);
};

const number = (option, value) => {
  if (value === undefined) return undefined;
  if (!/^\d{1,6}$/.test(value)) throw wrong(`--${option} is a number, not ${JSON.stringify(value)}.`);
  return Number(value);
};

const parameter = (text) => {
  const [, key, value] = /^(\w+)=([\w.,-]*)$/.exec(text) ?? [];
  if (key === undefined || value === undefined) throw wrong(`--param is KEY=VALUE, not ${JSON.stringify(text)}.`);
  return [key, value];
};

const running = (name) => {
  checkName(name);
  const record = read(name);
  if (record && runs(record)) return record;
  const others = all().map((vm) => vm.name);
  throw new Stop(
    `No VM ${name} runs.`,
    others.length > 0 ? `These do: ${others.join(', ')}.` : `Boot it with: npm run vm -- up ${name}`,
  );
};

const rows = (record) =>
  [
    `${record.name}: ${record.flavour}, ${record.role} role, kernel ${record.kernel}, process ${record.pid}`,
    `  ${record.uris.ssh}`,
    `  ${record.uris.console}`,
    `  ${record.uris.second}   (a shell without kernel messages)`,
    ...(record.device ? [`  ${record.device.address} speaks SPDM, under the root ${record.device.root}`] : []),
    ...record.users.map(({ user, password }) => `  user ${user}, password ${password}`),
  ].join('\n');

const print = (json, value, text) => process.stdout.write(`${json ? JSON.stringify(value) : text}\n`);

/** What has to pass before a version is said to: the machines, and the module against the model. As `npm test` runs them. */
const suites = [
  { project: 'vm', how: '--no-file-parallelism' },
  { project: 'conformance', how: '--maxWorkers=2' },
];

/** @type {Record<string, (call: {name: string, rest: string[], values: any}) => Promise<number | void>>} */
const commands = {
  up: async ({ name, values }) => {
    const record = await up({
      name,
      flavour: oneOf('flavour', values.flavour, ['stock', 'proposal']),
      role: oneOf('role', values.role, ['host', 'guest']),
      userland: oneOf('userland', values.userland, Object.keys(userlands)),
      console: oneOf('console', values.console, ['shell', 'login']),
      params: Object.fromEntries(values.param.map(parameter)),
      speaks: !values['no-spdm'],
      spdmPort: number('spdm-port', values['spdm-port']),
      megabytes: number('memory', values.memory),
      fresh: values.fresh,
    });
    print(values.json, record, rows(record));
  },
  down: async ({ name, values }) => {
    const names = values.all ? all().map((vm) => vm.name) : [name];
    const ended = await Promise.all(names.map(async (each) => ({ name: each, how: await down(each) })));
    print(values.json, ended, ended.map((each) => `${each.name}: ${each.how}`).join('\n'));
  },
  status: async ({ values }) => {
    const records = all();
    print(values.json, records, records.map(rows).join('\n') || 'No VM runs. Boot one with: npm run vm -- up');
  },
  ssh: async ({ name, rest }) => {
    const { folder, sshPort } = running(name);
    return runInForeground('ssh', ['-F', join(folder, 'ssh_config'), '-p', String(sshPort), 'root@127.0.0.1', ...rest]);
  },
  console: async ({ name }) => attach(join(running(name).folder, 'console.sock')),
  reset: async ({ name }) => {
    await qmp(join(running(name).folder, 'qmp.sock'), 'system_reset');
    say(`${name} reboots; its console tells when it is ready`);
  },
  record: async () => {
    const vitest = join('node_modules', 'vitest', 'vitest.mjs');
    // Before they run: what changes meanwhile has not passed.
    const { kernel, qemu } = await ensureRoot();
    const module = hashOfSources(moduleFolders.proposal);
    for (const { project, how } of suites) {
      const { code } = await run(process.execPath, [vitest, 'run', '--project', project, how], { cwd: root });
      if (code !== 0)
        throw new Stop(`The suite ${project} fails; nothing is written down.`, 'See above for what fails.');
    }
    recordPassed({ kernel, qemu, module });
    say(`passed on kernel ${kernel}, QEMU ${qemu}`);
  },
};

/** @param {readonly string[]} argv @returns {Promise<number | void>} Exit code. */
export const main = async (argv) => {
  // What follows `ssh NAME` is the far side's.
  const own = argv[0] === 'ssh' ? argv.slice(0, 2) : argv;
  const { values, positionals } = parseArgs({ args: [...own], options, allowPositionals: true, strict: true });
  const [word = all().length > 0 ? 'status' : 'up', name = values.name ?? 'lab'] = positionals;
  const command = commands[word];
  if (values.help || !command) {
    process.stdout.write(`${help}\n`);
    return values.help || word === 'help' ? 0 : 2;
  }
  return command({ name, rest: argv.slice(2), values });
};
