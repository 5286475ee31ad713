import type { LeaseStore } from './store.ts';
import type { Write } from './write.ts';

/** Leases by one conditional INSERT each. */
export function leaseStore(write: Write): LeaseStore {
  return {
    takeLease: (name, holder, now, until) =>
      write('desk', async (trx) => {
        const row = await trx
          .insertInto('lease')
          .values({ name, holder, until })
          .onConflict((conflict) =>
            conflict
              .column('name')
              .doUpdateSet({ holder, until })
              .where((eb) => eb.or([eb('lease.until', '<=', now), eb('lease.holder', '=', holder)])),
          )
          .returning('name')
          .executeTakeFirst();
        return row !== undefined;
      }),
    dropLease: (name, holder) =>
      write('desk', async (trx) => {
        await trx.deleteFrom('lease').where('name', '=', name).where('holder', '=', holder).execute();
      }),
  };
}
