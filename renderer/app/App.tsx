/** The window: title bar, one page, status bar, and what lies above them. Only pages that exist are there. */
import { lazy, Suspense, useEffect } from 'react';
import { useSession } from '../state/session.js';
import { frontTab, useTabs } from '../state/tabs.js';
import { useSettings } from '../state/settings.js';
import { useView } from '../state/view.js';
// The dialog comes when asked for; its command and key are there from the start.
import '../features/faults/commands.js';
import { TooltipLayer } from '../ui/Tooltip.js';
import './app.css';
import { Bench } from './Bench.js';
import { isDialog, loadDialog, preloadDialogs, useDialogs } from './dialogs.js';
import { Opening } from './Opening.js';
import { StatusBar } from './StatusBar.js';
import { TitleBar } from './TitleBar.js';

// Nothing of these is needed for the first picture.
const Connect = lazy(async () => ({ default: (await import('../features/connect/Connect.js')).Connect }));
const Ask = lazy(async () => ({ default: (await import('../features/asking/Ask.js')).Ask }));
const Evidence = lazy(async () => ({ default: (await import('../features/evidence/Evidence.js')).Evidence }));
const Gallery = lazy(async () => ({ default: (await import('../gallery/Gallery.js')).Gallery }));

const Page = () => {
  const page = useView((view) => view.page);
  // Panels take their remembered sizes when they first appear.
  const settled = useSettings((settings) => settings.loaded);
  const empty = useSession((session) => session.snapshot === null);
  if (page === 'connect') return <Connect />;
  if (page === 'evidence') return <Evidence />;
  if (page === 'gallery') return <Gallery />;
  return empty || !settled ? <Opening /> : <Bench />;
};

const Above = () => {
  const dialog = useView((view) => view.dialog);
  const name = isDialog(dialog) ? dialog : null;
  const Shown = useDialogs(({ parts }) => (name === null ? undefined : parts[name]));
  const failed = useDialogs((state) => state.failed);
  useEffect(() => {
    if (name === null) return;
    loadDialog(name).catch((error: unknown) => useDialogs.setState({ failed: error }));
  }, [name]);
  if (failed !== null) throw failed instanceof Error ? failed : new Error(String(failed));
  return Shown === undefined ? null : <Shown />;
};

/** What the target in front asks, above everything else: it waits for nobody but the person. */
const Asked = () => {
  const tab = useTabs(frontTab);
  const there = useView((view) => view.page === 'bench');
  if (!there || tab === null || tab.question === null) return null;
  return (
    <Suspense fallback={null}>
      <Ask key={tab.question.id} tab={tab} question={tab.question} />
    </Suspense>
  );
};

export function App() {
  const started = useSession((session) => session.snapshot !== null);
  useEffect(() => {
    if (started) preloadDialogs();
  }, [started]);
  return (
    <div className="app">
      <TitleBar />
      <Suspense fallback={<main className="app-opening" aria-busy="true" />}>
        <Page />
      </Suspense>
      <StatusBar />
      <Above />
      <Asked />
      <TooltipLayer />
    </div>
  );
}
