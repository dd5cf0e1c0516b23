/** Whom a write goes through, in order, and where it stopped: the stations of the refusal's picture. */
import type { Device } from '../../../shared/facts/device.js';
import type { WriteAction } from '../../../shared/model/action.js';
import type { Refusal } from '../../../shared/model/refusal.js';
import { refuserName } from '../../../shared/predict/describe.js';

export interface Station {
  readonly title: string;
  readonly state: 'you' | 'passed' | 'refused' | 'unasked' | 'unknown';
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Who stands behind the kernel for this write: the TSM and the device, a driver, or the device alone. */
const behind = (action: WriteAction, device: Device, tsm: string): readonly string[] => {
  switch (action.kind) {
    case 'lock':
    case 'unlock':
    case 'connect':
    case 'disconnect':
    case 'accept':
      return [`TSM ${tsm}`, device.name];
    case 'trust':
      return device.bus === 'pci' && action.value !== '0' ? [`TSM ${tsm}`, device.name] : [device.name];
    case 'bind':
    case 'unbind':
      return [`driver ${action.driver}`];
    default:
      return [device.name];
  }
};

/** The stations. Without a refusal from the model nobody knows who said no: the kernel gives only the number. */
export const stationsOf = (of: {
  action: WriteAction;
  device: Device;
  refusal: Refusal | null;
  tsm: string;
}): readonly Station[] => {
  const { action, device, refusal, tsm } = of;
  const rest = behind(action, device, tsm === '' ? 'of the machine' : tsm);
  const first =
    refusal === null
      ? 'The kernel'
      : refuserName(refusal.by === 'core' || refusal.by === 'policy' ? refusal.by : 'bus', device.bus).replace(
          /^the /i,
          '',
        );
  const stop =
    refusal === null
      ? 0
      : refusal.by === 'tsm' || refusal.by === 'iommu'
        ? 1
        : refusal.by === 'device'
          ? rest.length
          : 0;
  const titles = [
    capital(first),
    ...rest.map((title, index) => (refusal?.by === 'iommu' && index === 0 ? 'IOMMU' : capital(title))),
  ];
  const stations = titles.map((title, index): Station => {
    if (refusal === null) return { title, state: index === 0 ? 'refused' : 'unknown' };
    return { title, state: index < stop ? 'passed' : index === stop ? 'refused' : 'unasked' };
  });
  return [{ title: 'You', state: 'you' }, ...stations];
};
