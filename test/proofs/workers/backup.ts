import { backUp } from '../../../server/store/backup.ts';

/* What `npm run backup` does, in a process of its own: `DATA_FOLDER FILE`. */
const [dataDir = '', target = ''] = process.argv.slice(2);
backUp(dataDir, target);
