import { care } from './care.ts';
import { disk } from './disk.ts';
import { finding } from './finding.ts';
import { firstDay } from './first-day.ts';
import { lab } from './lab.ts';
import { living } from './living.ts';
import { many } from './many.ts';
import type { Visit } from './screen.ts';
import { troubles } from './troubles.ts';

/** Everything that `npm run screenshots` shows. */
export const visits: readonly Visit[] = [firstDay, living, finding, many, troubles, disk, care, lab];
