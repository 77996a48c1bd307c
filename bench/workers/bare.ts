/** The floor: a Worker that answers JSON and does nothing else. */
export default {
  async fetch(request: Request): Promise<Response> {
    await request.text();
    return Response.json({ jsonrpc: '2.0', id: 1, result: { ok: true } });
  },
};
