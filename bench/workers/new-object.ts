import { DurableObject } from 'cloudflare:workers';
import { INSERT, TABLE } from './week.ts';

/** A learner who was never here. */
export class FreshObject extends DurableObject {
  /** The first row, in the only table. */
  write(): null {
    const { sql } = this.ctx.storage;
    sql.exec(TABLE);
    sql.exec(INSERT, 1, 'practice', 25, 'Упражнение');
    return null;
  }
}

/** The limit of a first call: a bare Worker, one call of an object that is new, one table and one row, no protocol. */
export default {
  async fetch(request: Request, { FRESH }: { FRESH: DurableObjectNamespace<FreshObject> }): Promise<Response> {
    await request.text();
    const result = await FRESH.getByName(crypto.randomUUID()).write();
    return Response.json({ jsonrpc: '2.0', id: 1, result });
  },
};
