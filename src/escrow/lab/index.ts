export { adversaries, adversary } from './adversaries.ts';
export { makeWorld, type Loot, type Player, type World } from './adversary.ts';
export { attack, emptyBundle, sentencesIn, type AttackTools } from './attack.ts';
export { setUpConsole, type AuthorityConsole, type ConsoleOrder } from './console.ts';
export * from './demo-vaults.ts';
export { weakPassphrases } from './demo-words.ts';
export { makeEvidence, verifyEvidence, type Packing, type ReplayOptions } from './evidence.ts';
export {
  establish,
  runCell,
  runMatrix,
  vaultCount,
  type CellRecord,
  type Experiment,
  type ExperimentOptions,
} from './experiment.ts';
export * from './lawful-access.ts';
export { judge } from './outcome.ts';
export { predict } from './predictions.ts';
export type * from './workbench.ts';
export { runCeremony, type CeremonyOrder } from './ceremony.ts';
export { faultsOf, refusalOf } from './faults.ts';
