/** What the device may do now, beside what each level permits; an accent ring marks what the level aimed at changes. */
import type { Device } from '../../../shared/facts/device.js';
import { known } from '../../../shared/facts/fact.js';
import { levels, levelWords, type Level } from '../../../shared/model/level.js';
import { Asserted } from '../../ui/Asserted.js';
import { PrivilegeDot } from '../../ui/PrivilegeDot.js';
import { SignalBars } from '../../ui/SignalBars.js';
import { classes } from '../../ui/tone.js';
import { useTarget } from './live.js';
import { privilegeRows, privilegeWords } from './privilegeRows.js';
import { Value } from './Value.js';

const column = (level: Level, now: Level | undefined, target: Level | null): string =>
  classes(level === target && level !== now && 'is-target', level === now && 'is-now');

/** The words under the table; `target` null when nothing is aimed at. `asserted`: one of the rows is. */
const Legend = ({ target, asserted }: { readonly target: Level | null; readonly asserted: boolean }) => (
  <div className="insp-legend">
    <span>
      <PrivilegeDot kind="full" />
      full
    </span>
    <span>
      <PrivilegeDot kind="half" />
      shared or bounced
    </span>
    <span>
      <PrivilegeDot kind="no" />
      no
    </span>
    {asserted && (
      <span>
        <Asserted look="sign" />
        asserted, not enforced
      </span>
    )}
    {target !== null && (
      <span>
        <PrivilegeDot kind="full" changes />
        changes at {target}
      </span>
    )}
  </div>
);

/** `present` false: the device left, and nothing can be aimed at. */
export function PrivilegeTable({ device, present }: { readonly device: Device; readonly present: boolean }) {
  const led = useTarget(device);
  const target = present ? led : null;
  const now = known(device.facts.level);
  const rows = privilegeRows(device, target);
  return (
    <>
      <table className="insp-privileges">
        <colgroup>
          <col className="insp-col-label" />
          <col className="insp-col-now" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">Privilege</span>
            </th>
            <th scope="col">Now</th>
            {levels.map((level) => (
              <th
                key={level}
                scope="col"
                className={column(level, now, target)}
                aria-label={`Level ${level} ${levelWords[level].name}${level === now ? ', now' : level === target ? ', aimed at' : ''}`}
                data-tip={`${level} ${levelWords[level].name}: ${levelWords[level].gloss}`}
              >
                <SignalBars steps={level} label="" look="glyph" />
                <b className="tnum">{level}</b>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row" data-tip={row.gloss}>
                {row.title}
              </th>
              <td>
                <Value known={row.now} />
              </td>
              {row.permits.map((privilege, at) => {
                const level = levels[at];
                return level === undefined ? null : (
                  <td key={level} className={column(level, now, target)}>
                    <PrivilegeDot
                      kind={privilege}
                      changes={row.changes && level === target}
                      label={privilegeWords[privilege]}
                    />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <Legend target={target === now ? null : target} asserted={rows.some((row) => row.now.asserted)} />
    </>
  );
}
