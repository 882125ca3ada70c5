import '@fontsource-variable/inter/opsz.css';
import '../style/tokens.css';
import '../style/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createApi } from '../bridge/api.ts';
import { Capture } from './Capture.tsx';
import { startCapture } from './capture-store.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('capture.html has no element with the id “root”.');

createRoot(root).render(
  <StrictMode>
    <Capture pad={startCapture(createApi(window.latchkey))} />
  </StrictMode>,
);
