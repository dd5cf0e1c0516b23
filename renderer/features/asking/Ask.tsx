/** A question that the opening of the target in front waits for: a password, a passphrase, a word, or whether a host's key is the one that was meant. */
import { type ReactNode, useState } from 'react';
import type { Question } from '../../../shared/ipc/opening.js';
import { answerQuestion } from '../../bridge/targets.js';
import { type Tab, tabName, useTabs } from '../../state/tabs.js';
import { Button } from '../../ui/Button.js';
import { Dialog } from '../../ui/Dialog.js';
import { SecretField } from '../../ui/SecretField.js';
import { TextField } from '../../ui/TextField.js';
import './asking.css';
import { HostKey } from './HostKey.js';

interface AskProps {
  readonly tab: Tab;
  readonly question: Question;
}

const titles: Readonly<Record<Question['kind'], string>> = {
  password: 'Password',
  passphrase: 'Passphrase',
  'host-key': 'Host key',
  confirm: 'Your ssh asks',
  text: 'Question',
};

/** Where the answer goes: a passphrase opens a key here, and never leaves this machine. */
const goesTo: Readonly<Record<Question['kind'], string>> = {
  password: 'It goes to the far side once.',
  passphrase: 'It goes to your own ssh once, on this machine.',
  'host-key': 'It goes to your own ssh once.',
  confirm: 'It goes to your own ssh on this machine, and nowhere else.',
  text: 'It goes to the far side once.',
};

interface TypedProps {
  readonly question: Question;
  readonly give: (answer: string | null) => void;
}

const Typed = ({ question, give }: TypedProps) => {
  const [text, setText] = useState('');
  const label = titles[question.kind];
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        // Out of the window's memory as soon as it is on its way.
        setText('');
        give(text);
      }}
    >
      <p className="ask-prompt">{question.prompt}</p>
      {question.kind === 'text' ? (
        <TextField label="Answer" value={text} onChange={setText} most={4096} />
      ) : (
        <SecretField label={label} value={text} onChange={setText} most={4096} />
      )}
      <p className="ask-said">
        {goesTo[question.kind]}
        {question.kind !== 'text' && ' It is not kept, not logged, and not in the journal.'}
      </p>
      <div className="row ask-acts">
        <Button variant="quiet" onPress={() => give(null)}>
          Decline
        </Button>
        <Button variant="primary" submit onPress={() => undefined}>
          Answer
        </Button>
      </div>
    </form>
  );
};

/** Nothing to type: allowed, or not. */
const Confirm = ({ question, give }: TypedProps) => (
  <div>
    <p className="ask-prompt">{question.prompt}</p>
    <p className="ask-said">{goesTo.confirm}</p>
    <div className="row ask-acts">
      <Button variant="quiet" onPress={() => give(null)}>
        Do not allow
      </Button>
      <Button variant="primary" onPress={() => give('yes')}>
        Allow
      </Button>
    </div>
  </div>
);

const bodies: Readonly<Record<Question['kind'], (props: TypedProps) => ReactNode>> = {
  password: Typed,
  passphrase: Typed,
  text: Typed,
  confirm: Confirm,
  'host-key': HostKey,
};

/** Mount it while the tab in front asks. Escape declines. */
export function Ask({ tab, question }: AskProps) {
  const { tabs } = useTabs.getState();
  const give = (answer: string | null): void => answerQuestion(tab.id, question.id, answer);
  const Body = bodies[question.kind];
  return (
    <Dialog title={`${titles[question.kind]}: ${tabName(tabs, tab)}`} onClose={() => give(null)} steady>
      <Body question={question} give={give} />
    </Dialog>
  );
}
