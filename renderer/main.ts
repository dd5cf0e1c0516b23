/** The window's start. The lab is asked for its target before anything of the window itself is evaluated. */
import './app/begin.js';
import './app/window.js';
