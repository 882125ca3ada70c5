export * from './care.ts';
export * from './contract.ts';
export * from './errors.ts';
export * from './lab.ts';
export * from './names.ts';
export * from './preset-numbers.ts';
export * from './words.ts';
