/** Opening and opening again, against a lab that is only a line: what is asked of it. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answer, CommandName, Input, LabBridge } from '../../shared/ipc/contract.js';

const asked: { readonly command: string; readonly input: object }[] = [];
const fault: Answer<CommandName> = { ok: false, fault: { kind: 'target-lost', text: 'QEMU ended.' } };

/** A line end that fails everything: the window's side of the contract, not a lab. */
const line: LabBridge = {
  call: <C extends CommandName>(command: C, input: Input<C>) => {
    asked.push({ command, input });
    return Promise.resolve(fault as Answer<C>);
  },
  onFrame: () => () => undefined,
  onOpening: () => () => undefined,
  onDown: () => () => undefined,
};

vi.stubGlobal('window', { lab: line });
vi.stubGlobal('document', { documentElement: { dataset: {} } });
const { openAgain, openTarget, startVm } = await import('./targets.js');
const { useTabs } = await import('../state/tabs.js');

const only = () => {
  const [tab] = useTabs.getState().tabs;
  if (tab === undefined) throw new Error('no tab');
  return tab;
};

beforeEach(() => {
  asked.length = 0;
  useTabs.setState({ tabs: [], front: null });
});

describe('opening again', () => {
  it('boots a VM anew that did not boot', async () => {
    const choice = { name: 'lab', flavour: 'proposal', role: 'host' } as const;
    await startVm(choice);
    const first = only();
    expect(first).toMatchObject({ state: 'failed', fault: { text: 'QEMU ended.' } });
    await openAgain(first.id);
    expect(asked).toEqual([
      { command: 'vm.up', input: { op: first.id, ...choice } },
      { command: 'vm.up', input: { op: only().id, ...choice } },
    ]);
    expect(only()).toMatchObject({ state: 'failed', uri: first.uri });
    expect(only().id).not.toBe(first.id);
  });

  it('opens a target by its URI, in the same place', async () => {
    await openTarget('ssh://lab-42');
    await openAgain(only().id);
    expect(asked.map(({ command }) => command)).toEqual(['session.open', 'session.open']);
    expect(useTabs.getState()).toMatchObject({ tabs: [{ uri: 'ssh://lab-42' }], front: only().id });
  });
});
