/** Runs before anything else of the window is evaluated: the lab opens its target while the rest of the script still loads. */
import { startFeed } from '../bridge/feed.js';
import { isShared } from '../bridge/lab.js';
import { joinOrOpen, openTarget, startOpenings } from '../bridge/targets.js';
import { startSettings } from '../bridge/settings.js';
import { useView } from '../state/view.js';
import { startTheme } from './theme.js';

// Bookmarks of the gallery open it; everything else starts on the bench, on the simulated lab.
const gallery = location.hash === '#gallery';

startTheme();
startFeed();
startOpenings();
void startSettings();
// The first window of the app has the lab to itself, and asks for its target at once. Any other takes over what is open.
void (isShared() ? joinOrOpen('sim:') : openTarget('sim:'));
if (gallery) useView.setState({ page: 'gallery' });
