/** Predicted and observed side by side, a row per effect: two columns that never touch each other. */
import { clockText } from '../../ui/Time.js';
import type { ReactElement, ReactNode } from 'react';
import type { Device } from '../../../shared/facts/device.js';
import { type EffectRow, factOfRow, nowOf, type RowKey, rowOrder, rowTitles } from '../../../shared/journey/rows.js';
import { Icon } from '../../ui/Icon.js';
import { Provenance } from '../../ui/Provenance.js';

interface Props {
  /** The first row: how the write itself ends. */
  readonly write: {
    readonly predicted: string;
    readonly known: boolean;
    readonly observed: string | null;
    readonly refused: boolean;
  };
  readonly predicted: readonly EffectRow[];
  /** Null before the write was made: then the table shows what is there now. */
  readonly observed: readonly EffectRow[] | null;
  readonly device: Device;
  /** What a foretold effect that was not seen is called: `none yet` while it may still come. */
  readonly missing: string;
}

const Change = ({ row }: { readonly row: EffectRow }): ReactNode =>
  row.from === null || row.from === row.to ? (
    row.from === row.to && row.key === 'driver' && row.to !== 'none' ? (
      `${row.to}, released and bound again`
    ) : (
      row.to
    )
  ) : (
    <>
      {row.from}
      <Icon name="arrow" className="sp-arrow" />
      {row.to}
    </>
  );

/** What a row reads on the machine before the write. */
const Present = ({ row, device }: { readonly row: RowKey; readonly device: Device }): ReactElement => {
  if (row === 'uevent') return <span className="sp-wait">none yet</span>;
  const fact = device.facts[factOfRow[row]];
  if (fact.kind === 'unknown')
    return (
      <span className="sp-unknown" data-tip={fact.why}>
        {fact.why}
      </span>
    );
  return (
    <>
      <span
        className={fact.kind === 'inferred' ? 'sp-inferred' : undefined}
        data-tip={fact.kind === 'inferred' ? `inferred: ${fact.because.join(', ')}` : undefined}
      >
        {nowOf(row, device)}
      </span>
      <span className="sp-at">{clockText(fact.at)}</span>
    </>
  );
};

export const EffectsTable = ({ write, predicted, observed, device, missing }: Props): ReactElement => {
  const keys = rowOrder.filter(
    (key) => predicted.some((row) => row.key === key) || observed?.some((row) => row.key === key) === true,
  );
  return (
    <table className="sp-table">
      <thead>
        <tr>
          <td />
          <th scope="col">
            <span>
              <Provenance kind="inferred" />
              Predicted by the model
            </span>
          </th>
          <th scope="col">
            <span>
              <Provenance kind="measured" />
              Observed on the machine
            </span>
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">The write</th>
          <td>
            {write.known ? (
              <span className={write.refused ? 'sp-pre sp-amber' : 'sp-pre'}>{write.predicted}</span>
            ) : (
              <span className="sp-unknown">{write.predicted}</span>
            )}
          </td>
          <td className={write.observed === null ? 'sp-wait' : undefined}>{write.observed ?? 'not run yet'}</td>
        </tr>
        {keys.map((key) => {
          const foretold = predicted.find((row) => row.key === key);
          const seen = observed?.find((row) => row.key === key);
          return (
            <tr key={key}>
              <th scope="row">{rowTitles[key]}</th>
              <td>
                {foretold === undefined ? (
                  <span className="sp-wait">unchanged</span>
                ) : (
                  <span className="sp-pre">
                    <Change row={foretold} />
                  </span>
                )}
              </td>
              <td>
                {observed === null ? (
                  <Present row={key} device={device} />
                ) : seen === undefined ? (
                  <span className="sp-wait">{missing}</span>
                ) : (
                  <Change row={seen} />
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};
