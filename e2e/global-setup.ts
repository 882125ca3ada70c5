import { chosenRuntime } from './fixture/runtime.ts';
import { build, isBuilt } from './host/built-app.ts';
import { findChromium } from './host/chromium.ts';

/** Runs once before all specs: builds what is not built, and says what the specs run on. */
async function prepare(): Promise<void> {
  if (!isBuilt()) build();
  const runtime = chosenRuntime();
  if (runtime.kind === 'electron') console.log(`The specs run on Electron: ${runtime.executable}`);
  else console.log(`The specs run on the Chromium host: ${(await findChromium()).origin}`);
}

// eslint-disable-next-line no-restricted-syntax -- Playwright calls the default export of this file
export default prepare;
