/** The open targets in the title bar: name, how each stands, and a way to close it. */
import { showTab } from '../bridge/targets.js';
import { keysOf } from '../state/commands.js';
import { type Tab, tabName, useTabs } from '../state/tabs.js';
import { useView } from '../state/view.js';
import { Icon } from '../ui/Icon.js';
import { IconButton } from '../ui/IconButton.js';
import { classes } from '../ui/tone.js';
import { askToClose } from './tabCommands.js';
import './tabs.css';
import { kindOf, targetIcon } from './targetLook.js';

const Sign = ({ tab, front }: { readonly tab: Tab; readonly front: boolean }) => {
  if (tab.question !== null) return <Icon name="unknown" tone="accent" size={14} label="asks" />;
  if (tab.state === 'opening') return <Icon name="spin" tone="accent" size={14} label="opening" />;
  if (tab.state === 'failed') return <Icon name="fail" tone="fault" size={14} label="not opened" />;
  if (tab.state === 'lost') return <Icon name="fault" tone="fault" size={14} label="lost" />;
  if (tab.running && !front) return <Icon name="spin" tone="accent" size={14} label="a write is running" />;
  if (tab.writes === 'armed') return <Icon name="armed" tone="refuse" size={14} label="armed" />;
  return <Icon name={targetIcon(kindOf(tab.uri))} size={14} />;
};

const words = (tab: Tab): string => {
  if (tab.question !== null) return 'It asks something';
  if (tab.state === 'opening') return 'Opening';
  if (tab.state === 'failed') return tab.fault?.text ?? 'It could not be opened';
  if (tab.state === 'lost') return 'Lost; what was seen stays readable';
  if (tab.running) return 'A write is running';
  return tab.writes === 'armed' ? 'Armed: writes reach it' : tab.uri;
};

export function Tabs() {
  const { tabs, front } = useTabs();
  const bench = useView((view) => view.page === 'bench');
  return (
    <nav className="app-tabs" aria-label="Open targets">
      <ul>
        {tabs.map((tab) => {
          const name = tabName(tabs, tab);
          const current = tab.id === front;
          return (
            <li
              key={tab.id}
              className={classes(
                'app-tab',
                current && 'is-front',
                current && bench && 'is-shown',
                tab.state === 'lost' && 'is-lost',
              )}
            >
              <button
                type="button"
                className="app-tab-name"
                {...(current ? { 'aria-current': true as const } : {})}
                data-tip={`${name}\n${words(tab)}`}
                data-tip-keys={keysOf('tab.next')}
                onClick={() => showTab(tab.id)}
                onAuxClick={(event) => {
                  if (event.button === 1) askToClose(tab.id);
                }}
              >
                <Sign tab={tab} front={current} />
                <span className="ell">{name}</span>
              </button>
              <IconButton icon="close" label={`Close ${name}`} onPress={() => askToClose(tab.id)} />
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
