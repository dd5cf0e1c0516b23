/** Choosing a target: the simulated lab as the one big choice, the simulated guest second, then the ways that real machines will come by, each with what it still lacks. */
import { useEffect, useState } from 'react';
import type { Outputs, TargetChoice } from '../../../shared/ipc/contract.js';
import { listTargets, openTarget } from '../../bridge/intents.js';
import { useSession } from '../../state/session.js';
import { useTrouble } from '../../state/trouble.js';
import { useView } from '../../state/view.js';
import { Button } from '../../ui/Button.js';
import { Icon, type IconName } from '../../ui/Icon.js';
import { Note } from '../../ui/Note.js';
import { Tag } from '../../ui/Tag.js';
import { classes } from '../../ui/tone.js';
import './connect.css';
import { Staircase } from './Staircase.js';

const icons: Readonly<Record<TargetChoice['kind'], IconName>> = {
  sim: 'flask',
  local: 'monitor',
  ssh: 'terminal',
  serial: 'serial',
  unix: 'vm',
  replay: 'recording',
};

const open = (uri: string): void => {
  useView.setState({ page: 'bench', selected: null, event: null, aim: null });
  void openTarget(uri);
};

interface ChoiceProps {
  readonly choice: TargetChoice;
  readonly first: boolean;
  readonly current: boolean;
}

/** A target that can be opened now. The first has the focus, so that Enter opens it. */
const Choice = ({ choice, first, current }: ChoiceProps) => (
  <li className={classes('cn-choice', first && 'is-first')}>
    <Icon name={icons[choice.kind]} size={20} />
    <h2>
      {choice.title}
      {current && <Tag tone="accent">open now</Tag>}
    </h2>
    <p>{choice.line}</p>
    <div className="row">
      <Button
        variant={first ? 'primary' : 'plain'}
        autoFocus={first}
        onPress={() => open(choice.uri)}
        {...(first ? { keys: 'Enter' } : {})}
      >
        {current ? 'Start afresh' : 'Open'}
      </Button>
      {current && (
        <Button variant="quiet" onPress={() => useView.setState({ page: 'bench' })}>
          Back to the bench
        </Button>
      )}
      <code className="dim">{choice.uri}</code>
    </div>
  </li>
);

/** A way that is not built yet, and what it lacks. */
const Later = ({ choice }: { readonly choice: TargetChoice }) => (
  <li className="cn-later" data-tip={`${choice.line}\n${choice.uri}`}>
    <Icon name={icons[choice.kind]} className="cn-later-icon" />
    <b>{choice.title}</b>
    <span className="dim ell">{choice.notYet}</span>
  </li>
);

export function Connect() {
  const [list, setList] = useState<Outputs['targets.list'] | null>(null);
  const target = useSession((session) => session.snapshot?.target ?? null);
  const trouble = useTrouble((state) => state.trouble);
  useEffect(() => {
    void listTargets().then(setList);
  }, []);
  const now = list?.targets.filter((choice) => choice.notYet === null) ?? [];
  const later = list?.targets.filter((choice) => choice.notYet !== null) ?? [];
  return (
    <main className="cn">
      <div className="cn-page">
        <div>
          <h1>How far do you trust this device?</h1>
          <p className="cn-lead">
            Lock a device, look at its evidence, and ask the kernel to trust it. One write at a time.
          </p>
        </div>
        <Staircase />
        {trouble?.command === 'session.open' && (
          <Note tone="fault" icon="fault" live>
            <b>It could not be opened.</b> {trouble.fault.text}
          </Note>
        )}
        <ul className="cn-choices" aria-label="Targets to open">
          {now.map((choice, at) => (
            <Choice key={choice.uri} choice={choice} first={at === 0} current={choice.uri === target} />
          ))}
        </ul>
        {later.length > 0 && (
          <section aria-labelledby="cn-later">
            <h2 id="cn-later" className="cn-heading">
              Real machines and recordings <span>not in this version</span>
            </h2>
            <ul>
              {later.map((choice) => (
                <Later key={choice.uri} choice={choice} />
              ))}
            </ul>
          </section>
        )}
      </div>
    </main>
  );
}
