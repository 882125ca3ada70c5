/**
 * Preloaded into the app's main process: `node --import register.ts out/main/index.js`. Whoever imports `electron`
 * gets this host's implementation. Worker threads inherit the preload, and import no Electron.
 */
import { registerHooks } from 'node:module';

const host = new URL('./electron/index.ts', import.meta.url).href;
const names = new Set(['electron', 'electron/main', 'electron/common']);

registerHooks({
  resolve: (specifier, context, next) =>
    names.has(specifier) ? { url: host, shortCircuit: true } : next(specifier, context),
});
