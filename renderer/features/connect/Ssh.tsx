/** A machine by SSH: the name as one gives it to ssh, or one of the hosts that are known already. */
import { useState } from 'react';
import { goOrOpen, openTarget } from '../../bridge/targets.js';
import { Button } from '../../ui/Button.js';
import { TextField } from '../../ui/TextField.js';
import { Offer, Pane } from './Pane.js';
import { sshUri, sshWrong } from './sshUri.js';
import { useConnect, useNotYet } from './store.js';

const Hosts = ({ waits }: { readonly waits: string | null }) => {
  const hosts = useConnect((state) => state.found?.hosts ?? null);
  const [filter, setFilter] = useState('');
  if (hosts === null) return <p className="dim">Looking into your configuration.</p>;
  if (hosts.length === 0)
    return <p className="dim">Your OpenSSH configuration names no host, and known_hosts none that is not hashed.</p>;
  const shown = hosts.filter(({ name }) => name.toLowerCase().includes(filter.trim().toLowerCase()));
  return (
    <section aria-labelledby="cn-hosts">
      <div className="cn-head">
        <h2 id="cn-hosts">Hosts you know</h2>
        {hosts.length > 8 && (
          <TextField label="Filter the hosts" hideLabel icon="filter" value={filter} onChange={setFilter} />
        )}
      </div>
      <ul>
        {shown.map(({ uri, name, from }) => (
          <Offer
            key={uri}
            name={name}
            line={from === 'config' ? 'from your configuration' : 'from known_hosts'}
            action={
              <Button variant="quiet" waits={waits} onPress={() => void goOrOpen(uri)}>
                Open {name}
              </Button>
            }
          />
        ))}
      </ul>
      {shown.length === 0 && <p className="dim">No host matches {filter}.</p>}
    </section>
  );
};

export const Ssh = () => {
  const notYet = useNotYet('ssh');
  const [host, setHost] = useState('');
  const [config, setConfig] = useState('');
  const wrong = sshWrong({ host, config });
  const waits = notYet ?? wrong;
  return (
    <Pane
      title="SSH host"
      line="Through the system’s OpenSSH: your configuration, agent, jump hosts and known hosts. Nothing is installed on the far side."
      notYet={notYet}
    >
      <form
        className="cn-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (waits === null) void openTarget(sshUri({ host, config }));
        }}
      >
        <TextField
          label="Host, as you would give it to ssh"
          value={host}
          onChange={setHost}
          mono
          placeholder="user@host:port"
          most={400}
          error={host.trim() === '' ? null : wrong}
        />
        <TextField
          label="Configuration file, if not your own"
          value={config}
          onChange={setConfig}
          mono
          placeholder="~/.ssh/config"
          most={500}
        />
        <Button variant="primary" submit waits={waits} onPress={() => undefined}>
          Open, read only
        </Button>
      </form>
      <Hosts waits={notYet} />
    </Pane>
  );
};
