import fc from 'fast-check';

// Few runs each time, many when asked: SLOW=1 npm run test:unit
fc.configureGlobal({ numRuns: process.env.SLOW === undefined ? 30 : 1_000 });
