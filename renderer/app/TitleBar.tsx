/** The title bar: pages, open targets, the one field for searching and commands, looks and help. */
import { keysOf, runCommand, useCommands, useKeys } from '../state/commands.js';
import { type Page, textSizes, useView } from '../state/view.js';
import { Icon, type IconName } from '../ui/Icon.js';
import { IconButton } from '../ui/IconButton.js';
import { Kbd } from '../ui/Kbd.js';
import { Menu, type MenuItem } from '../ui/Menu.js';
import { Tabs } from './Tabs.js';

const pages: readonly { readonly page: Page; readonly title: string; readonly command: string }[] = [
  { page: 'connect', title: 'Connect', command: 'page.connect' },
  { page: 'bench', title: 'Bench', command: 'page.bench' },
  { page: 'evidence', title: 'Evidence', command: 'page.evidence' },
];

const themeIcons = { light: 'sun', dark: 'moon', system: 'theme-system' } as const satisfies Record<string, IconName>;

const Pages = () => {
  const current = useView((view) => view.page);
  return (
    <nav className="app-pages" aria-label="Pages">
      {pages.map(({ page, title, command }) => (
        <button
          key={page}
          type="button"
          className="app-page"
          {...(page === current ? { 'aria-current': 'page' as const } : {})}
          data-tip={`Go to ${title}`}
          data-tip-keys={keysOf(command)}
          onClick={() => runCommand(command)}
        >
          {title}
        </button>
      ))}
    </nav>
  );
};

/** Theme, density and text size; each entry is a command, so that palette and menu cannot differ. */
const Looks = () => {
  const theme = useView((view) => view.theme);
  const density = useView((view) => view.density);
  const textSize = useView((view) => view.textSize);
  const items: readonly MenuItem[] = [
    ...(['system', 'light', 'dark'] as const).map((one) => ({
      id: one,
      title: { system: 'As the system', light: 'Light', dark: 'Dark' }[one],
      checked: theme === one,
      icon: themeIcons[one],
      onRun: () => runCommand(`look.${one}`),
    })),
    ...(['comfortable', 'compact'] as const).map((one, at) => ({
      id: one,
      title: { comfortable: 'Comfortable rows', compact: 'Compact rows' }[one],
      checked: density === one,
      icon: 'density' as const,
      parted: at === 0,
      onRun: () => runCommand(`look.${one}`),
    })),
    ...textSizes.map((one, at) => ({
      id: one,
      title: { small: 'Small text', normal: 'Normal text', large: 'Large text' }[one],
      checked: textSize === one,
      icon: 'text-size' as const,
      parted: at === 0,
      onRun: () => runCommand(`look.${one}`),
    })),
  ];
  return <Menu label="Theme, rows and text" icon={themeIcons[theme]} size={28} items={items} />;
};

export function TitleBar() {
  const keys = useKeys('help.keys');
  const { keys: palette } = useKeys('window.palette');
  // Keys are shown as registered; features register theirs as they load.
  useCommands((state) => state.commands);
  return (
    <header className="app-title">
      <div className="row app-title-left">
        <span className="app-brand">
          <Icon name="logo" />
          Lockstep
        </span>
        <Pages />
        <Tabs />
      </div>
      <button type="button" className="app-search" onClick={() => runCommand('window.palette')}>
        <Icon name="search" />
        <span className="ell">Search devices and commands</span>
        {palette && <Kbd>{palette}</Kbd>}
      </button>
      <div className="app-title-right">
        <IconButton icon="keyboard" label="Keys" {...keys} size={28} onPress={() => runCommand('help.keys')} />
        <Looks />
        <IconButton icon="info" label="About Lockstep" size={28} onPress={() => runCommand('help.about')} />
      </div>
    </header>
  );
}
