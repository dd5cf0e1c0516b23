/** The small cells of a row: lock, link, verdict and provenance, one sign each, with its words on hover and for screen readers. */
// biome-ignore-all lint/a11y/useSemanticElements: a virtual treegrid cannot be a <table>; roles say what it is (WAI-ARIA treegrid)
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names the active row (aria-activedescendant)
import { memo } from 'react';
import type { Device } from '../../../shared/facts/device.js';
import { known, type Fact } from '../../../shared/facts/fact.js';
import { levelWords } from '../../../shared/model/level.js';
import { FactValue } from '../../ui/FactValue.js';
import { Icon } from '../../ui/Icon.js';
import { SignalBars } from '../../ui/SignalBars.js';
import type { Mark } from './mark.js';
import { clockText } from '../../ui/Time.js';
import { type Drawn, type Sign, verdictSign } from './verdictSign.js';
import { shortLevelWords } from './words.js';

const lockSign = ({ facts }: Device): Sign | null => {
  const tsm = known(facts.locked) ?? known(facts.connected) ?? null;
  const by = tsm === null ? '' : `, by ${tsm}`;
  switch (known(facts.tdisp)) {
    case 'CONFIG_LOCKED':
      return { icon: 'lock', words: `locked${by}` };
    case 'RUN':
      return { icon: 'lock-run', words: `running, T bit 1${by}` };
    case 'ERROR':
      return { icon: 'lock-error', words: 'interface in ERROR: unlock to start over', tone: 'fault' };
    default:
      if (known(facts.connected) != null) return { icon: 'tsm', words: `connected${by}` };
      // A device that can be locked and is not says so; the others have nothing to say.
      return known(facts.capabilities)?.tee === true ? { icon: 'lock-open', words: 'unlocked', tone: 'dim' } : null;
  }
};

const linkSign = ({ facts }: Device): Sign | null => {
  switch (known(facts.link)) {
    case 'ide':
      return { icon: 'link', words: 'link protected by an IDE stream' };
    case 'asserted':
      return { icon: 'link', words: 'link safe, as the TSM asserts' };
    case 'lost':
      return { icon: 'link-lost', words: 'link protection lost', tone: 'fault' };
    case 'open':
      return known(facts.capabilities)?.ide === true
        ? { icon: 'link-open', words: 'link not protected', tone: 'dim' }
        : null;
    default:
      return null;
  }
};

const Drawing = ({ drawn, size, label }: { readonly drawn: Drawn; readonly size: number; readonly label?: string }) => (
  <Icon
    name={drawn.icon}
    size={size}
    {...(label === undefined ? { className: 'tree-over' } : { label })}
    {...(drawn.tone === undefined ? {} : { tone: drawn.tone })}
  />
);

const SignCell = ({ sign, column }: { readonly sign: Sign | null; readonly column: number }) => (
  <div
    className="tree-sign"
    role="gridcell"
    aria-colindex={column}
    {...(sign === null ? {} : { 'data-tip': sign.words })}
  >
    {sign !== null && <Drawing drawn={sign} size={15} label={sign.words} />}
    {sign?.over !== undefined && <Drawing drawn={sign.over} size={10} />}
  </div>
);

/** Lock, link, verdict and provenance. */
export const SignCells = memo(function SignCells({ device, mark }: { readonly device: Device; readonly mark: Mark }) {
  const { level } = device.facts;
  return (
    <>
      <SignCell sign={lockSign(device)} column={5} />
      <SignCell sign={linkSign(device)} column={6} />
      <SignCell sign={verdictSign(mark)} column={7} />
      <div className="tree-sign" role="gridcell" aria-colindex={8} data-tip={`${level.kind}: ${whyOf(level)}`}>
        <Icon name={level.kind} size={14} label={level.kind} tone={level.kind === 'measured' ? 'dim' : 'sub'} />
      </div>
    </>
  );
});

/** How a fact is known, in one phrase. */
export const whyOf = <T,>(fact: Fact<T>): string => {
  if (fact.kind === 'measured') return `read from ${fact.source} at ${clockText(fact.at)}`;
  return fact.kind === 'inferred' ? `because ${fact.because.join(', and ')}` : fact.why;
};

/** Bars, number and word; dashed when inferred, "?" with the reason when not known. */
export const LevelCell = memo(function LevelCell({ fact }: { readonly fact: Device['facts']['level'] }) {
  const level = known(fact);
  const word = level === undefined ? 'unknown' : levelWords[level].name;
  const short = level === undefined ? undefined : shortLevelWords[level];
  const tip =
    level === undefined ? whyOf(fact) : `${level} ${word}: ${levelWords[level].gloss}; ${fact.kind}: ${whyOf(fact)}`;
  return (
    <div className="tree-level" role="gridcell" aria-colindex={4} data-tip={tip}>
      <SignalBars
        steps={level ?? null}
        label={word}
        provenance={fact.kind}
        {...(short === undefined ? {} : { short })}
      />
    </div>
  );
});

/** The bound driver; `none` in grey; the reason when it is not known. */
export const DriverCell = memo(function DriverCell({ fact }: { readonly fact: Device['facts']['driver'] }) {
  const driver = known(fact);
  return (
    <div className="tree-driver ell" role="gridcell" aria-colindex={3} data-tip={driver ?? whyOf(fact)}>
      {driver === undefined ? (
        <FactValue kind="unknown" mono={false}>
          unknown
        </FactValue>
      ) : (
        (driver ?? <span className="dim">none</span>)
      )}
    </div>
  );
});
