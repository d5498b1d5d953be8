/** Everything a page can do beside the editor; each part finds its own elements and is silent where there are none. */
import { startDroppingFiles } from "../collections/drop-files.js";
import { startRunOnSave } from "../collections/run-on-save.js";
import { startTicks } from "../collections/ticks.js";
import { startCharts } from "./charts.js";
import { startCopying } from "./copy.js";
import { startDialogs } from "./dialogs.js";
import { startDropping } from "./drop.js";
import { startFollowing } from "./follow.js";
import { startMenus } from "./menus.js";
import { startRows } from "./rows.js";
import { startSections } from "./sections.js";
import { startShortcuts } from "./shortcuts.js";
import { startSplits } from "./splits.js";
import { startTabs } from "./tabs.js";
import { startThemeSwitch } from "./theme-switch.js";
import { showTimes, startTimes } from "./times.js";

startSplits();
startThemeSwitch();
startShortcuts();
startDialogs();
startMenus();
startRows();
startDropping();
startDroppingFiles();
startTicks();
startRunOnSave();
startCopying();
startTabs();
startSections();
startTimes();
startFollowing(document);
startCharts(document);

document.addEventListener("htmx:after:swap", () => {
  startFollowing(document);
  startCharts(document);
  showTimes(document);
});
