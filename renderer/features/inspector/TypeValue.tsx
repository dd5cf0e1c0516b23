/** Any value for one attribute: typed here, shown in the stepper with what the model says of it, and written only from there. */
import { type ReactElement, useEffect, useRef, useState } from 'react';
import type { Device } from '../../../shared/facts/device.js';
import type { AttributeKind } from '../../../shared/model/dialects/address.js';
import { choose } from '../../state/choice.js';
import { useView } from '../../state/view.js';
import { Button } from '../../ui/Button.js';
import { TextField } from '../../ui/TextField.js';
import { useInspector } from './store.js';
import './typeValue.css';

interface Props {
  readonly device: Device;
  readonly file: string;
  readonly kind: AttributeKind;
}

/** Longest value that is taken: no attribute has a longer one. */
const most = 200;

const close = (): void => useInspector.setState({ writing: null });

export const TypeValue = ({ device, file, kind }: Props): ReactElement => {
  const [value, setValue] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const show = (): void => {
    useView.setState({ aim: null });
    choose({ device: device.path, action: { kind, device: device.path, value }, as: 'typed', but: null });
    close();
  };
  return (
    <form
      className="insp-type"
      aria-label={`Write a value to ${file}`}
      onSubmit={(event) => {
        event.preventDefault();
        show();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        close();
      }}
    >
      <TextField
        ref={field}
        label={`Value for ${file}`}
        hideLabel
        mono
        value={value}
        most={most}
        placeholder="value, as echo would write it"
        onChange={setValue}
      />
      <Button submit onPress={() => undefined}>
        Show the write
      </Button>
      <Button variant="quiet" onPress={close}>
        Cancel
      </Button>
    </form>
  );
};
