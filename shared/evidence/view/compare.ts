/** Two collections side by side, field by field by its name: two boots, two locks, two devices. */
import type { CollectionView, ExchangeView } from './model.js';

export interface Compared {
  /** `Measurements 1: index 3, hardware configuration`: the same in both. */
  readonly name: string;
  /** Null: it has none of that name. */
  readonly one: string | null;
  readonly other: string | null;
  readonly same: boolean;
}

type Named = ReadonlyMap<string, string>;

const kinds = { challenge: 'Challenge', measurements: 'Measurements' } as const;

const exchangeFields = (exchange: ExchangeView, name: string): readonly (readonly [string, string])[] => [
  [`${name}: verdict`, exchange.verdict],
  [`${name}: SPDM version`, exchange.version],
  [`${name}: slot`, String(exchange.slot)],
  [`${name}: in a session`, exchange.inSession ? 'yes' : 'no'],
  [`${name}: nonce`, exchange.nonce ?? 'not seen'],
  ...exchange.measurements.flatMap(({ index, what, form, hex, says }): readonly (readonly [string, string])[] => [
    [`${name}: index ${index}`, `${what}, ${form}`],
    [`${name}: index ${index}, value`, hex],
    ...says.map((said) => [`${name}: index ${index}, ${said.name}`, said.text] as const),
  ]),
];

/** Everything that has a name and is no place: places differ where nothing else does. */
const fieldsOf = ({ exchanges, chains, reports }: CollectionView): Named => {
  const counts = { challenge: 0, measurements: 0 };
  const found: (readonly [string, string])[] = [];
  for (const exchange of exchanges) {
    counts[exchange.kind] += 1;
    found.push(...exchangeFields(exchange, `${kinds[exchange.kind]} ${counts[exchange.kind]}`));
  }
  for (const { slot, certificates } of chains)
    for (const [n, { subject, issuer, serial, key, notBefore, notAfter }] of certificates.entries()) {
      const name = `Slot ${slot}, certificate ${n + 1}`;
      const days = [notBefore, notAfter].map((time) => new Date(time).toISOString().slice(0, 10));
      found.push([`${name}: subject`, subject], [`${name}: issuer`, issuer], [`${name}: serial`, serial]);
      found.push([`${name}: key`, key], [`${name}: validity`, days.join(' to ')]);
    }
  for (const [n, { of, info, ranges }] of reports.entries()) {
    const name = `Interface report ${n + 1}`;
    found.push([`${name}: of`, of], [`${name}: may`, info]);
    for (const [at, { bar, start, end, what }] of ranges.entries())
      found.push([`${name}: range ${at}`, `BAR ${bar}, ${start} to ${end}, ${what}`]);
  }
  return new Map(found);
};

/** In the order of the first; what only the second has comes last. */
export const compare = (one: CollectionView, other: CollectionView): readonly Compared[] => {
  const [first, second] = [fieldsOf(one), fieldsOf(other)];
  return [...new Set([...first.keys(), ...second.keys()])].map((name) => {
    const [mine, theirs] = [first.get(name) ?? null, second.get(name) ?? null];
    return { name, one: mine, other: theirs, same: mine === theirs };
  });
};
