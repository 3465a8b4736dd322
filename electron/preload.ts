/**
 * The only bridge between page and main process: a handful of functions, no paths, no Node. The shape
 * is agreed in renderer/src/shared/host-bridge.ts.
 */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { CHANNELS, type EngineFailure } from './messages.ts';
import type { MenuCommand, SystemNotice } from './page-shapes.ts';
import type { HeldSource } from './held-paths.ts';

ipcRenderer.on(CHANNELS.port, (event) => {
  window.postMessage('headwater:port', window.location.origin, [...event.ports]);
});

contextBridge.exposeInMainWorld('headwaterHost', {
  kind: 'electron',
  hold: (files: File[]) =>
    ipcRenderer.invoke(
      CHANNELS.hold,
      files.map((file) => webUtils.getPathForFile(file)),
    ),
  choose: (what: 'files' | 'folder') => ipcRenderer.invoke(CHANNELS.choose, what),
  save: (name: string, bytes: Uint8Array) => ipcRenderer.invoke(CHANNELS.save, name, bytes),
  setCommands: (commands: MenuCommand[]) => ipcRenderer.invoke(CHANNELS.commands, commands),
  notify: (notice: SystemNotice) => ipcRenderer.invoke(CHANNELS.notify, notice),
  look: (theme: string) => ipcRenderer.invoke(CHANNELS.look, theme),
  speak: (locale: string) => ipcRenderer.invoke(CHANNELS.speak, locale),
  progress: (share: number | null) => ipcRenderer.invoke(CHANNELS.progress, share),
  onSources: (listener: (held: HeldSource[]) => void): void => {
    ipcRenderer.on(CHANNELS.sources, (_event, held: HeldSource[]) => listener(held));
  },
  onMenu: (listener: (command: string) => void): void => {
    ipcRenderer.on(CHANNELS.menu, (_event, command: string) => listener(command));
  },
  onEngineFailed: (listener: (failure: EngineFailure) => void): void => {
    ipcRenderer.on(CHANNELS.engineFailed, (_event, failure: EngineFailure) => listener(failure));
  },
});
