import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonSchemas } from './support/schemas.ts';

/** `npm run schemas`: writes the JSON Schemas that editors' programs complete and check knowledge files with. */
const FOLDER = join(import.meta.dirname, '..', '..', 'knowledge', '.schema');

mkdirSync(FOLDER, { recursive: true });
for (const [name, text] of jsonSchemas()) writeFileSync(join(FOLDER, name), text);
process.stdout.write(`${jsonSchemas().size} schemas in knowledge/.schema.\n`);
