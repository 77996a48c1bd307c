import { mcpServers } from '@aisystant/fleet/manifest';
import { languageOf, STYLESHEET_PATH, stylesheetResponse } from '@aisystant/oauth/pages';
import { frontPage } from './front-page.ts';

/** The front page of the fleet: no data, no secrets, no state. */
export default {
  async fetch(request: Request): Promise<Response> {
    const { pathname, hostname } = new URL(request.url);
    if (pathname === STYLESHEET_PATH) return stylesheetResponse();
    if (pathname === '/healthz') return Response.json({ status: 'ok', server: 'portal' });
    const language = languageOf(request.headers.get('accept-language'));
    // A portal on this machine shows the servers of this machine.
    const local = hostname === 'localhost' || hostname === '127.0.0.1';
    const servers = mcpServers.map(({ name, title, port, publicUrl }) => ({
      name,
      title: title[language],
      url: `${local ? `http://localhost:${port}` : publicUrl}/mcp`,
    }));
    return frontPage(servers, language, pathname === '/' ? 200 : 404);
  },
};
