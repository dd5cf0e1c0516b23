/** Every fact, by what it is about, with how it is known, where it comes from and how old it is. */
import type { Device } from '../../../shared/facts/device.js';
import { Asserted } from '../../ui/Asserted.js';
import { Provenance } from '../../ui/Provenance.js';
import { fullTimeText } from '../../ui/Time.js';
import { classes } from '../../ui/tone.js';
import { age } from './age.js';
import { factGroups } from './factRows.js';
import { KnownText } from './KnownText.js';
import { useLitFacts, useNow } from './live.js';

export function FactList({ device, ages }: { readonly device: Device; readonly ages: boolean }) {
  const now = useNow();
  const lit = useLitFacts(device.path);
  return (
    <table className="insp-facts">
      <colgroup>
        <col className="insp-col-label" />
        <col />
        <col className="insp-col-mark" />
        <col className="insp-col-age" />
      </colgroup>
      <thead className="unseen">
        <tr>
          <th scope="col">Fact</th>
          <th scope="col">Value</th>
          <th scope="col">Known</th>
          <th scope="col">Age</th>
        </tr>
      </thead>
      {factGroups(device).map(({ title, rows }) => (
        <tbody key={title}>
          <tr className="insp-group">
            <th scope="rowgroup" colSpan={4}>
              {title}
            </th>
          </tr>
          {rows.map(({ name, label, gloss, shown }) => (
            <tr key={name} className={classes(lit.has(name) && 'is-lit')}>
              <th scope="row" data-tip={gloss}>
                {label}
              </th>
              <td>
                <div className="insp-fact">
                  <KnownText known={shown} />
                  {shown.asserted && <Asserted look="word" />}
                  {shown.kind === 'measured' && <span className="insp-source ell">{shown.source}</span>}
                  {shown.kind === 'inferred' && <span className="insp-source is-words ell">{shown.source}</span>}
                </div>
              </td>
              <td>
                <Provenance kind={shown.kind} why={shown.source} />
              </td>
              <td
                className="insp-age tnum"
                {...(shown.at === null ? {} : { 'data-tip': `read at ${fullTimeText(shown.at)}` })}
              >
                {shown.at === null ? '' : ages ? age(shown.at, now) : ''}
              </td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}
