/** The gallery's marks: levels, sources, verdicts, lock, link, what happened, and every sign there is. */
import { levels, levelWords } from '../../shared/model/level.js';
import { FactValue } from '../ui/FactValue.js';
import { glyphs } from '../ui/glyphs.js';
import { Icon, type IconName } from '../ui/Icon.js';
import { PrivilegeDot } from '../ui/PrivilegeDot.js';
import { Provenance } from '../ui/Provenance.js';
import { SignalBars } from '../ui/SignalBars.js';
import { Tag } from '../ui/Tag.js';
import type { Tone } from '../ui/tone.js';
import { VerdictMark } from '../ui/VerdictMark.js';
import { Sample, Sheet } from './Sample.js';

const signs: readonly (readonly [IconName, string, string, Tone?])[] = [
  ['lock-open', 'unlocked', 'CONFIG_UNLOCKED'],
  ['lock', 'locked', 'CONFIG_LOCKED'],
  ['lock-run', 'running', 'RUN, T bit 1'],
  ['lock-error', 'error', 'ERROR, unlock to start over'],
  ['link-open', 'open', 'no protection'],
  ['link', 'protected', 'IDE stream, or the TSM says so'],
  ['link-lost', 'lost', 'was protected'],
  ['write', 'write', 'you did it', 'accent'],
  ['refusal', 'refusal', 'an observation: who, why, nearest path', 'refuse'],
  ['fall', 'fall', 'the level dropped by itself', 'fault'],
  ['fault', 'fault', 'detected', 'fault'],
  ['cause', 'cause', 'what was detected later', 'fault'],
  ['uevent', 'uevent', 'the kernel told user space'],
  ['armed', 'armed', 'writes go through'],
  ['disarmed', 'disarmed', 'reading only'],
];

const verdicts = [
  ['pass', 'disc with a tick'],
  ['fail', 'octagon with a cross'],
  ['not-checkable', 'broken ring: says what is missing'],
  ['no-reference', 'diamond with a bar: nothing to compare with'],
  ['stale', 'a pass that fell with its lock or link'],
] as const;

export function Marks() {
  return (
    <>
      <Sheet title="Levels" note="height is trust">
        {levels.map((level) => (
          <Sample key={level} text={levelWords[level].gloss}>
            <SignalBars steps={level} label={levelWords[level].name} />
          </Sample>
        ))}
        <Sample text="could not be read; the reason is on hover">
          <SignalBars steps={null} label="unknown" />
        </Sample>
        <Sample text="inferred: dashed underline">
          <SignalBars steps={2} label="DMA" provenance="inferred" />
        </Sample>
        <Sample text="in a head">
          <SignalBars steps={1} label="limited" look="big" />
        </Sample>
      </Sheet>
      <Sheet title="Where a fact comes from" note="on every value">
        <Sample text="read from the machine: solid">
          <Provenance kind="measured" why="tsm/tdisp, 14:02:21" />
          <FactValue kind="measured">CONFIG_LOCKED</FactValue>
        </Sample>
        <Sample text="concluded or predicted: dashed">
          <Provenance kind="inferred" why="from tsm/link" />
          <FactValue kind="inferred">1, secure</FactValue>
        </Sample>
        <Sample text="not known: hatched, with the reason">
          <Provenance kind="unknown" why="not readable without root (EACCES)" />
          <FactValue kind="unknown">EACCES</FactValue>
        </Sample>
        <Sample text="privileges: full, half, none; a ring where the next write changes it">
          <PrivilegeDot kind="full" />
          <PrivilegeDot kind="half" />
          <PrivilegeDot kind="no" />
          <PrivilegeDot kind="full" changes />
        </Sample>
        <Sample text="quiet, and naming what differs">
          <Tag>as predicted</Tag>
          <Tag tone="refuse">differs: no uevent</Tag>
        </Sample>
        {verdicts.map(([kind, text]) => (
          <Sample key={kind} text={text}>
            <VerdictMark kind={kind} /> {kind.replace('-', ' ')}
          </Sample>
        ))}
      </Sheet>
      <Sheet title="Signs" note="one each">
        {signs.map(([name, word, text, tone]) => (
          <Sample key={name} text={text}>
            <Icon name={name} {...(tone ? { tone } : {})} /> {word}
          </Sample>
        ))}
      </Sheet>
      <Sheet title="All signs" note="16-pixel grid, 1.4 stroke">
        <div className="gal-signs">
          {(Object.keys(glyphs) as IconName[]).map((name) => (
            <span key={name} className="gal-sign" data-tip={name}>
              <Icon name={name} label={name} />
            </span>
          ))}
        </div>
      </Sheet>
    </>
  );
}
