import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './app/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { provideNonce } from './app/nonce.ts';
import { connect } from './shared/api.ts';
import { runCommand } from './shared/commands.ts';
import { host } from './shared/host.ts';

provideNonce();
connect();
host.onMenu(runCommand);

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root element');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
