import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './app/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { takeDroppedOnIcon } from './app/dropped-on-icon.ts';
import { keepMenuInStep } from './app/native-menu.ts';
import { provideNonce } from './app/nonce.ts';
import { sayWhenRecovered } from './app/recovered.ts';
import { connect } from './shared/api.ts';
import { runCommand } from './shared/commands.ts';
import { host } from './shared/host.ts';
import { keepFocus } from './shared/kept-focus.ts';

provideNonce();
connect();
host.onMenu(runCommand);
sayWhenRecovered();
keepFocus();
if (window.headwaterHost) {
  keepMenuInStep(window.headwaterHost);
  takeDroppedOnIcon(window.headwaterHost);
}

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root element');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
