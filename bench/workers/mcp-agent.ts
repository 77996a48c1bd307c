import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { McpAgent } from 'agents/mcp';
import { DAYS, describe, type EventRow, eventRows, INDEX, INSERT, SELECT, summarize, TABLE } from './week.ts';
import { weekTool } from './week-tool.ts';

/** A peer: the object of `agents` for a session, with the tool over its own rows. */
export class WeekAgent extends McpAgent {
  readonly server = new McpServer({ name: 'week', version: '1.0.0' });

  override async init(): Promise<void> {
    const { sql } = this.ctx.storage;
    sql.exec(TABLE);
    sql.exec(INDEX);
    if (sql.exec('select 1 from event limit 1').toArray().length === 0) {
      for (const row of eventRows()) sql.exec(INSERT, ...row);
    }
    this.server.registerTool('week', weekTool, () => {
      const week = summarize(sql.exec(SELECT, ...DAYS).toArray() as unknown as EventRow[]);
      return { content: [{ type: 'text', text: describe(week) }], structuredContent: week };
    });
  }
}

export default WeekAgent.serve('/mcp', { binding: 'WEEK' });
