import { registerStoreContract } from './contract.ts';
import { postgresSubjects } from './postgres-subject.ts';

registerStoreContract('PostgreSQL', postgresSubjects());
