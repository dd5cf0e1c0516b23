/** The step of the verdict: the tool's own on what it could check, and beside it the person's, with name and reason. Never one for the other. */
import { clockText } from '../../ui/Time.js';
import { type FormEvent, type ReactElement, useEffect, useRef, useState } from 'react';
import type { Device } from '../../../shared/facts/device.js';
import type { EvidenceItem } from '../../../shared/facts/event.js';
import type { Judgement } from '../../../shared/facts/judgement.js';
import { verdict as sendVerdict } from '../../bridge/intents.js';
import { Icon } from '../../ui/Icon.js';
import { TextField } from '../../ui/TextField.js';
import { Segmented } from '../../ui/Segmented.js';
import { verdictForm } from './acts.js';
import { rememberAuthor, rememberedAuthor } from './author.js';
import { EvidenceItems } from './EvidenceItems.js';
import { focusInCard } from './focusInCard.js';
import { GatherAnew } from './Gathering.js';
import { Judged } from './Judged.js';
import { firstSaid, missingIn, type Said } from './ownVerdict.js';
import { focusMain, useStepperStore } from './store.js';
import { WriteButton } from './WriteButton.js';

interface Props {
  readonly device: Device;
  readonly items: readonly EvidenceItem[];
  readonly gatheredAt: number;
  /** The tool's own verdict; null where there was nothing it could check. */
  readonly judgement: Judgement | null;
  readonly step: { readonly number: number; readonly of: number };
}

export const VerifyCard = ({ device, items, gatheredAt, judgement, step }: Props): ReactElement => {
  const [said, setSaid] = useState<Said | null>(() => firstSaid(judgement));
  const [author, setAuthor] = useState(rememberedAuthor);
  const [reason, setReason] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const focus = useStepperStore((state) => state.focus);
  const seen = useRef(focus);
  useEffect(() => {
    // The card, and no field of it: what was found is read first, and the next key may be meant for something else.
    if (seen.current !== focus) focusInCard(form.current);
    seen.current = focus;
  }, [focus]);
  const missing = missingIn({ said, author, reason });
  const send = async (): Promise<void> => {
    if (said === null || missing !== null) return;
    rememberAuthor(author.trim());
    await sendVerdict({ device: device.path, verdict: said, author: author.trim(), reason: reason.trim() });
    focusMain();
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    void send();
  };
  return (
    <form
      className="sp-card"
      ref={form}
      id={verdictForm}
      aria-labelledby="sp-next"
      aria-describedby="sp-found"
      tabIndex={-1}
      onSubmit={onSubmit}
    >
      <header>
        <h3 id="sp-next">Next: verify</h3>
        <span className="sp-dim">
          step {step.number} of {step.of}
        </span>
        <span className="sp-grow" />
        <span className="sp-remark">gathered {clockText(gatheredAt)}</span>
      </header>
      {judgement === null ? (
        <p className="sp-say sp-honest" id="sp-found">
          <Icon name="not-checkable" />
          <span>
            This tool could check nothing: no signed evidence could be had. What is listed was collected, not verified:
            the verdict is yours.
          </span>
        </p>
      ) : (
        <Judged judgement={judgement} />
      )}
      {judgement === null ? (
        <EvidenceItems items={items} />
      ) : (
        <details className="sp-gathered">
          <summary>{items.length === 1 ? '1 item was gathered' : `${items.length} items were gathered`}</summary>
          <EvidenceItems items={items} />
        </details>
      )}
      <div className="sp-verdict">
        <Segmented
          label="Your verdict"
          value={said}
          onChange={setSaid}
          options={[
            { value: 'accept', title: 'Accept' },
            { value: 'reject', title: 'Reject' },
          ]}
        />
        <TextField label="Author" value={author} onChange={setAuthor} most={120} />
        <TextField label="Reason" value={reason} onChange={setReason} most={2000} />
      </div>
      <footer className="sp-acts">
        <WriteButton
          label={said === null ? 'Record the verdict' : `Record: ${said}`}
          icon="check"
          writes={false}
          why={missing}
          takesFocus={false}
          onPress={() => void send()}
        />
        <GatherAnew device={device.path} />
        <span className="sp-grow" />
        <span className="sp-back">Goes into the journal. No kernel sees it.</span>
      </footer>
    </form>
  );
};
