// Outlives the process that started it by the moment it takes to end what that one could not: see children.ts.
import { Belongings, END_SIGNALS, type KeeperNews } from './children.js';

const belongings = new Belongings();
for (const signal of END_SIGNALS) process.on(signal, () => undefined);
process.on('message', (news: KeeperNews) => belongings.note(news));
process.once('disconnect', () => belongings.end());
