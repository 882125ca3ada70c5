/** Every call a window may make, by name. The preload exposes these and nothing else. */
export const methodNames = [
  'app.state',
  'place.choose',
  'vault.create',
  'vault.choose',
  'vault.inspect',
  'vault.unlock',
  'vault.lock',
  'vault.unlockWithRecovery',
  'vault.setPassphrase',
  'vault.changePassphrase',
  'vault.newRecovery',
  'vault.recoveryKept',
  'vault.removeHolder',
  'keyFile.choose',
  'keyFile.forget',
  'keyFile.make',
  'keyFile.drop',
  'vault.unlockWithPin',
  'pin.set',
  'pin.remove',
  'vault.rotate',
  'vault.discardRotation',
  'vault.check',
  'vault.repair',
  'vault.stopWork',
  'vault.acceptOlder',
  'vault.health',
  'backup.chooseFolder',
  'backup.forgetFolder',
  'backup.now',
  'backup.openBeside',
  'backup.openNewestGood',
  'backup.rehearse',
  'vault.export',
  'vault.import',
  'passphrase.generate',
  'notes.list',
  'notes.open',
  'notes.create',
  'notes.save',
  'notes.trash',
  'notes.restore',
  'notes.remove',
  'session.settled',
] as const;

/** Every message that reaches a window unasked, by name. */
export const eventNames = ['app.state', 'session.settle', 'command', 'health', 'progress'] as const;

export type MethodName = (typeof methodNames)[number];
export type EventName = (typeof eventNames)[number];

/** The Electron channel of a method or an event. */
export function channelOf(name: MethodName | EventName): string {
  return `latchkey:${name}`;
}
