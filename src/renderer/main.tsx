import '@fontsource-variable/inter/opsz.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './style/tokens.css';
import './style/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { AppContext } from './app/app-context.ts';
import { startApp } from './app/latchkey-app.ts';
import { pageNonce } from './app/nonce.ts';

window.__webpack_nonce__ = pageNonce();

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id “root”.');

const app = startApp(window.latchkey);
createRoot(root).render(
  <StrictMode>
    <AppContext value={app}>
      <App />
    </AppContext>
  </StrictMode>,
);
