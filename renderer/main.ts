/** The window's start. Two scripts: a small one asks the lab for its target at once, and the large one is compiled while the lab is at it. */
import './app/begin.js';

void import('./app/window.js');
