/** Is this the machine that was meant? The fingerprint to compare, and no way to say yes by habit. */
import { useState } from 'react';
import type { Question } from '../../../shared/ipc/opening.js';
import { Button } from '../../ui/Button.js';
import { CopyButton } from '../../ui/CopyButton.js';
import { TextField } from '../../ui/TextField.js';
import { compared, fewest } from '../../../shared/ipc/fingerprint.js';

interface HostKeyProps {
  readonly question: Question;
  readonly give: (answer: string | null) => void;
}

const waits = {
  empty: `type the last ${fewest} characters of the fingerprint, read on the machine itself`,
  short: `at least ${fewest} characters`,
  other: 'what you typed is not the end of this fingerprint',
  same: null,
} as const;

export const HostKey = ({ question, give }: HostKeyProps) => {
  const [typed, setTyped] = useState('');
  const fingerprint = question.fingerprint ?? '';
  const how = compared(typed, fingerprint);
  return (
    <div className="ask-key">
      <p className="ask-prompt">{question.prompt}</p>
      <div className="ask-print">
        <code>{fingerprint}</code>
        <CopyButton text={fingerprint} label="Copy the fingerprint" />
      </div>
      <p className="ask-said">
        Compare it with what the machine itself says, on its own console:
        <code> ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub</code>
      </p>
      <TextField
        label={`The last ${fewest} characters or more, as the machine shows them`}
        value={typed}
        onChange={setTyped}
        mono
        most={200}
        error={
          how === 'other' ? 'This is not the end of the fingerprint above. Another machine may be answering.' : null
        }
      />
      <div className="row ask-acts">
        <Button variant="quiet" onPress={() => give(null)}>
          Do not connect
        </Button>
        <Button icon="check" waits={waits[how]} onPress={() => give(fingerprint)}>
          Trust this key
        </Button>
      </div>
    </div>
  );
};
