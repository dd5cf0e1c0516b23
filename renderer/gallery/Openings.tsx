/** The gallery's opening of a target: every state of a preflight row, and what is asked on the way. */
import { useState } from 'react';
import type { PreflightRow, Question } from '../../shared/ipc/opening.js';
import { Preflight } from '../app/Preflight.js';
import { HostKey } from '../features/asking/HostKey.js';
import { SecretField } from '../ui/SecretField.js';
import { Sheet } from './Sample.js';

const rows: readonly PreflightRow[] = [
  { id: 'reachable', state: 'passed', text: 'lab-42 answers, OpenSSH 9.9.', remedy: null },
  { id: 'authenticated', state: 'skipped', text: 'Nobody has to sign in.', remedy: null },
  { id: 'shell', state: 'passed', text: 'dash; the agent is in memory only.', remedy: null },
  {
    id: 'privileges',
    state: 'warning',
    text: 'mara reads what any user may; configuration space past 64 bytes stays unknown.',
    remedy: 'Reading needs nothing more; for writes, arm through sudo.',
  },
  { id: 'dialect', state: 'running', text: 'Reading the devices.', remedy: null },
  { id: 'tsm', state: 'failed', text: 'The far side closed the line.', remedy: 'Try again, or look at its console.' },
];

const hostKey: Question = {
  id: 'key',
  kind: 'host-key',
  prompt: 'The host lab-42 is not known yet. Is this its ED25519 key?',
  fingerprint: 'SHA256:uNiVztksCsDhcc0u9e8BgrJXVGDwAbPjbTpTuMIsRDE',
  remember: false,
};

export function Openings() {
  const [secret, setSecret] = useState('');
  return (
    <Sheet title="Opening a target" note="rows as they complete, and questions">
      <Preflight rows={rows} />
      <SecretField label="Password" value={secret} onChange={setSecret} most={100} />
      <HostKey question={hostKey} give={() => undefined} />
    </Sheet>
  );
}
