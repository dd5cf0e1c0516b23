/** Raw attributes as they were read: file, text or error, age, and the command that reads each by hand. */
import type { Device } from '../../../shared/facts/device.js';
import { CopyButton } from '../../ui/CopyButton.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { FactValue } from '../../ui/FactValue.js';
import { fullTimeText } from '../../ui/Time.js';
import { age } from './age.js';
import { attributeRows, type AttributeRow } from './attributeRows.js';
import { useNow } from './live.js';

const Text = ({ row }: { readonly row: AttributeRow }) => {
  if (row.errno !== null)
    return (
      <FactValue kind="unknown" mono={false} why={row.text}>
        {row.text}
      </FactValue>
    );
  // An empty line is an answer too: it is said, not shown as nothing.
  return row.text === '' ? <span className="dim">empty line</span> : <span className="mono">{row.text}</span>;
};

export function AttributeList({ device }: { readonly device: Device }) {
  const now = useNow();
  const rows = attributeRows(device);
  if (rows.length === 0)
    return (
      <EmptyState title="No attribute was read" text="None of the files on the tool’s list exists below this device." />
    );
  return (
    <table className="insp-attributes">
      <colgroup>
        <col className="insp-col-file" />
        <col />
        <col className="insp-col-age" />
        <col className="insp-col-copy" />
      </colgroup>
      <thead className="unseen">
        <tr>
          <th scope="col">File</th>
          <th scope="col">Reads</th>
          <th scope="col">Age</th>
          <th scope="col">Copy</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.file} data-command={row.command}>
            <th scope="row" className="mono" data-tip={row.command}>
              {row.file}
            </th>
            <td className="ell" data-testid="inspector-value" data-tip={row.text}>
              <Text row={row} />
            </td>
            <td className="insp-age tnum" data-tip={`read at ${fullTimeText(row.at)}`}>
              {age(row.at, now)}
            </td>
            <td>
              <CopyButton text={row.command} label={`Copy ${row.command}`} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
