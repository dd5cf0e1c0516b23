/** Raw attributes as they were read: file, text or error, age, the command that reads each by hand, and a way to write any value. */
import { Fragment } from 'react';
import { known } from '../../../shared/facts/fact.js';
import type { Device } from '../../../shared/facts/device.js';
import { useSession } from '../../state/session.js';
import { CopyButton } from '../../ui/CopyButton.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { FactValue } from '../../ui/FactValue.js';
import { IconButton } from '../../ui/IconButton.js';
import { fullTimeText } from '../../ui/Time.js';
import { age } from './age.js';
import { attributeRows, type AttributeRow } from './attributeRows.js';
import { useNow } from './live.js';
import { useInspector } from './store.js';
import { TypeValue } from './TypeValue.js';

const Text = ({ row }: { readonly row: AttributeRow }) => {
  if (row.at === null) return <span className="dim">can only be written</span>;
  if (row.errno !== null)
    return (
      <FactValue kind="unknown" mono={false} why={row.text}>
        {row.text}
      </FactValue>
    );
  // An empty line is an answer too: it is said, not shown as nothing.
  return row.text === '' ? <span className="dim">empty line</span> : <span className="mono">{row.text}</span>;
};

/** May break after a slash. */
const FileName = ({ file }: { readonly file: string }) => {
  const slash = file.lastIndexOf('/') + 1;
  return slash === 0 ? (
    file
  ) : (
    <>
      {file.slice(0, slash)}
      <wbr />
      {file.slice(slash)}
    </>
  );
};

export function AttributeList({ device }: { readonly device: Device }) {
  const now = useNow();
  const dialect = useSession((session) =>
    session.snapshot === null ? null : (known(session.snapshot.dialect) ?? null),
  );
  const writing = useInspector((state) => state.writing);
  const rows = attributeRows(device, dialect);
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
          <th scope="col">Write, copy</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Fragment key={row.file}>
            <tr {...(row.command === null ? {} : { 'data-command': row.command })}>
              <th scope="row" className="mono" data-tip={row.command ?? row.file}>
                <FileName file={row.file} />
              </th>
              <td className="ell" data-testid="inspector-value" data-tip={row.text}>
                <Text row={row} />
              </td>
              <td
                className="insp-age tnum"
                {...(row.at === null ? {} : { 'data-tip': `read at ${fullTimeText(row.at)}` })}
              >
                {row.at === null ? '' : age(row.at, now)}
              </td>
              <td className="insp-acts">
                <div>
                  {row.write !== null && (
                    <IconButton
                      icon="write"
                      label={`Write a value to ${row.file}`}
                      pressed={writing === row.file}
                      onPress={() => useInspector.setState({ writing: writing === row.file ? null : row.file })}
                    />
                  )}
                  {row.command !== null && <CopyButton text={row.command} label={`Copy ${row.command}`} />}
                </div>
              </td>
            </tr>
            {row.write !== null && writing === row.file && (
              <tr>
                <td colSpan={4}>
                  <TypeValue device={device} file={row.file} kind={row.write} />
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}
