import '@fontsource-variable/inter/opsz.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import '../style/tokens.css';
import '../style/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createApi } from '../bridge/api.ts';
import { Console } from './Console.tsx';
import { createConsole } from './console-store.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('console.html has no element with the id “root”.');

const desk = createConsole(createApi(window.latchkey));
void desk.load();
createRoot(root).render(
  <StrictMode>
    <Console desk={desk} />
  </StrictMode>,
);
