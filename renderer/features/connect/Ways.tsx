/** The ways to a machine, and the targets opened lately. */
import { goOrOpen } from '../../bridge/targets.js';
import { useTabs } from '../../state/tabs.js';
import { Icon } from '../../ui/Icon.js';
import { Tag } from '../../ui/Tag.js';
import { classes } from '../../ui/tone.js';
import { iconOfUri, wayIcons, wayWords } from './words.js';
import { chooseWay, useConnect, ways } from './store.js';

const Recent = () => {
  const recent = useConnect((state) => state.list?.recent ?? null);
  const tabs = useTabs((state) => state.tabs);
  if (recent === null || recent.length === 0) return null;
  return (
    <section aria-labelledby="cn-recent">
      <h2 id="cn-recent">Recent</h2>
      <ul>
        {recent.map((uri) => (
          <li key={uri}>
            <button type="button" className="cn-way" data-tip={uri} onClick={() => void goOrOpen(uri)}>
              <Icon name={iconOfUri(uri)} />
              <code className="ell grow">{uri}</code>
              {tabs.some((tab) => tab.uri === uri && tab.state === 'live') && <Tag tone="accent">open</Tag>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};

export const Ways = () => {
  const chosen = useConnect((state) => state.way);
  return (
    <nav className="cn-ways" aria-label="Ways to a machine">
      <h2>Connect to</h2>
      <ul>
        {ways.map((way) => (
          <li key={way}>
            <button
              type="button"
              className={classes('cn-way', way === chosen && 'is-on')}
              {...(way === chosen ? { 'aria-current': true as const } : {})}
              onClick={() => chooseWay(way)}
            >
              <Icon name={wayIcons[way]} tone={way === chosen ? 'accent' : 'sub'} />
              <span className="grow">
                <b>{wayWords[way][0]}</b>
                <small>{wayWords[way][1]}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <Recent />
    </nav>
  );
};
