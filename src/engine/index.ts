export { startEngine, type Engine } from './engine.ts';
export type { EngineOptions } from './messages.ts';
export type { EngineMethods } from './methods.ts';
