export * from './demo-vaults.ts';
export type * from './workbench.ts';
