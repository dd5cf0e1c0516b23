/** The first choice: what this is about in one picture, and three ways in that need nothing. */
import type { TargetChoice } from '../../../shared/ipc/contract.js';
import { openTarget, showTab } from '../../bridge/targets.js';
import { type Tab, useTabs } from '../../state/tabs.js';
import { Button } from '../../ui/Button.js';
import { Icon } from '../../ui/Icon.js';
import { Tag } from '../../ui/Tag.js';
import { classes } from '../../ui/tone.js';
import { Staircase } from './Staircase.js';
import { useConnect } from './store.js';
import { iconOfUri } from './words.js';

interface ChoiceProps {
  readonly choice: TargetChoice;
  readonly first: boolean;
  /** Its tab, when it is open. */
  readonly tab: Tab | undefined;
}

/** A target that can be opened now. The first has the focus, so that Enter opens it. */
const Choice = ({ choice, first, tab }: ChoiceProps) => (
  <li className={classes('cn-choice', first && 'is-first')}>
    <Icon name={iconOfUri(choice.uri)} size={20} />
    <h2>
      {choice.title}
      {tab !== undefined && <Tag tone="accent">open now</Tag>}
    </h2>
    <p>{choice.line}</p>
    <div className="row">
      <Button
        variant={first ? 'primary' : 'plain'}
        autoFocus={first}
        onPress={() => (tab === undefined ? void openTarget(choice.uri) : showTab(tab.id))}
        {...(first ? { keys: 'Enter' } : {})}
      >
        {tab === undefined ? 'Open' : 'Go to it'}
      </Button>
      {tab !== undefined && choice.kind === 'sim' && (
        <Button variant="quiet" onPress={() => void openTarget(choice.uri)}>
          Open another
        </Button>
      )}
      <code className="dim">{choice.uri}</code>
    </div>
  </li>
);

export const Simulated = () => {
  const targets = useConnect((state) => state.list?.targets);
  const tabs = useTabs((state) => state.tabs);
  const now = targets?.filter(({ kind }) => kind === 'sim' || kind === 'local') ?? [];
  return (
    <div className="cn-start">
      <div>
        <h1>How far do you trust this device?</h1>
        <p className="cn-lead">
          Lock a device, look at its evidence, and ask the kernel to trust it. One write at a time.
        </p>
      </div>
      <Staircase />
      <ul className="cn-choices" aria-label="Targets to open">
        {now.map((choice, at) => (
          <Choice
            key={choice.uri}
            choice={choice}
            first={at === 0}
            tab={tabs.find((tab) => tab.uri === choice.uri && tab.state !== 'failed')}
          />
        ))}
      </ul>
    </div>
  );
};
