/** The menu of faults, in two groups: what happens to a device, and what becomes wrong with what it signs. */
import type { ReactElement, ReactNode } from 'react';
import { type Fault, faults, faultWords } from '../../../shared/evidence/responder/faults.js';
import { type InjectedKind, worldActions } from '../../../shared/model/world.js';
import { Tag } from '../../ui/Tag.js';
import type { Signing } from './signing.js';

/** One line of the menu: an act of the world, a fault of evidence, or that all of these are taken back. */
export type Line =
  | { readonly group: 'happens'; readonly kind: InjectedKind }
  | { readonly group: 'signs'; readonly fault: Fault | null };

interface ActProps {
  readonly on: boolean;
  readonly onPick: () => void;
  readonly title: string;
  readonly sentence: string;
  /** At the right. */
  readonly mark: ReactNode;
}

const Act = ({ on, onPick, title, sentence, mark }: ActProps): ReactElement => (
  <label className="flt-act" data-on={on || undefined}>
    <input type="radio" name="fault" checked={on} onChange={onPick} />
    <span>
      <b>{title}</b>
      <span>{sentence}</span>
    </span>
    {mark}
  </label>
);

interface Props {
  readonly line: Line;
  readonly onLine: (line: Line) => void;
  readonly signing: Signing;
  /** The function that signs for the chosen device, where it is another. */
  readonly signer: string | null;
}

const Happens = ({ line, onLine }: Pick<Props, 'line' | 'onLine'>): ReactElement => (
  <fieldset className="flt-group">
    <legend>What happens to it</legend>
    {worldActions.map(({ kind, title, sentence, rows }) => (
      <Act
        key={kind}
        on={line.group === 'happens' && line.kind === kind}
        onPick={() => onLine({ group: 'happens', kind })}
        title={title}
        sentence={sentence}
        mark={<span className="flt-rows">{rows.join(' ')}</span>}
      />
    ))}
  </fieldset>
);

const Signs = ({ line, onLine, signing, signer }: Props): ReactElement => {
  const isOn = (fault: Fault | null): boolean => line.group === 'signs' && line.fault === fault;
  const pick = (fault: Fault | null) => (): void => onLine({ group: 'signs', fault });
  return (
    <fieldset className="flt-group">
      <legend>What is wrong with what it signs</legend>
      {signing.kind === 'none' ? (
        <p className="flt-why">{signing.why}</p>
      ) : (
        <>
          {signer === null ? null : <p className="flt-why">{signer} speaks for it, and signs.</p>}
          {faults.map((fault) => (
            <Act
              key={fault}
              on={isOn(fault)}
              onPick={pick(fault)}
              title={faultWords[fault].title}
              sentence={faultWords[fault].sentence}
              mark={signing.wrong.includes(fault) ? <Tag tone="fault">injected</Tag> : null}
            />
          ))}
          {signing.wrong.length === 0 ? null : (
            <Act
              on={isOn(null)}
              onPick={pick(null)}
              title="Sound evidence again"
              sentence="Takes back all that is wrong with what the device signs."
              mark={null}
            />
          )}
        </>
      )}
    </fieldset>
  );
};

export const Choices = (props: Props): ReactElement => (
  <div className="flt-list">
    <Happens line={props.line} onLine={props.onLine} />
    <Signs {...props} />
  </div>
);
