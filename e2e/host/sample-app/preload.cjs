'use strict';

const { contextBridge, ipcRenderer } = require('electron');

function whatRequireSays(name) {
  try {
    require(name);
    return 'loaded';
  } catch (error) {
    return error.message;
  }
}

contextBridge.exposeInMainWorld('sample', {
  invoke: (channel, ...args) => ipcRenderer.invoke(channel, ...args),
  send: (channel, ...args) => ipcRenderer.send(channel, ...args),
  on: (channel, listener) => {
    const forward = (_event, ...args) => listener(...args);
    ipcRenderer.on(channel, forward);
    return () => ipcRenderer.off(channel, forward);
  },
  throwing: () => {
    throw new RangeError('from the preload');
  },
  nested: { list: [1, { deep: true }] },
  required: {
    fs: whatRequireSays('fs'),
    timers: whatRequireSays('timers'),
    url: whatRequireSays('node:url'),
  },
});
