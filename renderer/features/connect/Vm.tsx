/** The project's test VM: a real kernel with our module, started from here; and those that run already. */
import { useState } from 'react';
import { type VmChoice, type VmFound, vmFlavours, vmRoles } from '../../../shared/ipc/found.js';
import { goOrOpen, startVm } from '../../bridge/targets.js';
import { Button } from '../../ui/Button.js';
import { Note } from '../../ui/Note.js';
import { Segmented } from '../../ui/Segmented.js';
import { Offer, Pane } from './Pane.js';
import { useConnect, useNotYet } from './store.js';

const flavourWords: Readonly<Record<VmChoice['flavour'], string>> = {
  proposal: 'our module gives every device trust',
  stock: 'the kernel as Debian ships it',
};
const roleWords: Readonly<Record<VmChoice['role'], string>> = {
  host: 'connects to a link TSM',
  guest: 'locks and accepts',
};

const none: readonly VmFound[] = [];

const Start = () => {
  const [flavour, setFlavour] = useState<VmChoice['flavour']>('proposal');
  const [role, setRole] = useState<VmChoice['role']>('host');
  const running = useConnect((state) => state.found?.vm.running) ?? none;
  const name = flavour === 'proposal' && role === 'host' ? 'lab' : `${flavour}-${role}`;
  const taken = running.some((vm) => vm.name === name) ? `${name} runs already: open it below` : null;
  return (
    <div className="cn-form">
      <div className="cn-pick">
        <span aria-hidden="true">Kernel</span>
        <Segmented
          label="Kernel"
          options={vmFlavours.map((value) => ({ value, title: value, tip: flavourWords[value] }))}
          value={flavour}
          onChange={setFlavour}
        />
        <span className="dim">{flavourWords[flavour]}</span>
        <span aria-hidden="true">Role</span>
        <Segmented
          label="Role"
          options={vmRoles.map((value) => ({ value, title: value, tip: roleWords[value] }))}
          value={role}
          onChange={setRole}
        />
        <span className="dim">{roleWords[role]}</span>
      </div>
      <Button variant="primary" icon="play" waits={taken} onPress={() => void startVm({ name, flavour, role })}>
        Start {name}
      </Button>
      <p className="dim">
        The first start builds it from Debian packages, which takes a few minutes; later ones boot in seconds.
      </p>
    </div>
  );
};

const Running = ({ waits, noSocket }: { readonly waits: string | null; readonly noSocket: string | null }) => {
  const running = useConnect((state) => state.found?.vm.running) ?? none;
  if (running.length === 0) return null;
  return (
    <section aria-labelledby="cn-vms">
      <div className="cn-head">
        <h2 id="cn-vms">Running now</h2>
      </div>
      <ul>
        {running.map(({ name, line, ssh, console }) => (
          <Offer
            key={name}
            name={name}
            line={line}
            action={
              <span className="row">
                <Button variant="quiet" waits={waits} onPress={() => void goOrOpen(ssh)}>
                  Open {name} by SSH
                </Button>
                <Button variant="quiet" waits={noSocket} onPress={() => void goOrOpen(console)}>
                  By its console<span className="unseen">: {name}</span>
                </Button>
              </span>
            }
          />
        ))}
      </ul>
    </section>
  );
};

export const Vm = () => {
  const vm = useConnect((state) => state.found?.vm ?? null);
  return (
    <Pane
      title="Virtual machine"
      line="A small Linux with real PCIe devices, where the whole story happens inside a real kernel."
      notYet={null}
    >
      {vm === null && <p className="dim">Looking for it.</p>}
      {vm?.why != null && <Note icon="info">{vm.why}</Note>}
      {vm?.why === null && <Start />}
      <Running waits={useNotYet('ssh')} noSocket={useNotYet('unix')} />
    </Pane>
  );
};
