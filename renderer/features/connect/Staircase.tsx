/** The five levels as a staircase, and the fall: the whole idea in one picture. */
import { type Level, levels } from '../../../shared/model/level.js';

const words: Readonly<Record<Level, readonly [string, string]>> = {
  0: ['0 disconnected', 'No driver, no DMA at all.'],
  1: ['1 limited', 'Bounced memory, no ATS.'],
  2: ['2 DMA', 'Full DMA, shared memory.'],
  3: ['3 link', 'Wire safe from tampering.'],
  4: ['4 TCB', 'Validated. Private memory.'],
};
const width = 168;
const stride = 174;
const rise = 36;
const ground = 178;

export function Staircase() {
  return (
    <svg
      className="cn-stairs"
      viewBox="0 -18 864 250"
      role="img"
      aria-label="Five levels as a staircase: 0 disconnected, 1 limited, 2 DMA, 3 link, 4 TCB. Lose the session or the link, and it falls to 0."
    >
      {levels.map((level) => {
        const x = level * stride;
        const top = ground - level * rise;
        const [name, gloss] = words[level];
        return (
          <g key={level}>
            {level > 0 && <rect x={x} y={top} width={width} height={level * rise} className={`cn-step is-${level}`} />}
            <path d={`M${x} ${top}h${width}`} className={level === 0 ? 'cn-edge is-dashed' : 'cn-edge'} />
            <text x={x} y={top - 26} className="cn-name">
              {name}
            </text>
            <text x={x} y={top - 9} className="cn-gloss">
              {gloss}
            </text>
          </g>
        );
      })}
      <path d="M790 190v14a8 8 0 0 1-8 8H92a8 8 0 0 1-8-8v-14" className="cn-fall is-dashed" />
      <path d="M79 196l5-6 5 6" className="cn-fall" />
      <rect x="302" y="202" width="260" height="20" className="cn-fall-ground" />
      <text x="432" y="216" className="cn-fall-text">
        lose the session or the link, and it falls to 0
      </text>
    </svg>
  );
}
