// Inputs that every run sends before the random ones: the shapes on which JSON-RPC and MCP servers have failed. An input
// that ever finds a fault here is added.

/** Bodies that are no JSON, or no valid message. */
export const TEXTS: readonly string[] = [
  ...[
    '',
    ' ',
    '\u0000',
    '\ufeff{}',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '{"',
    '{"a"',
    '{"a":',
    '{"a":1',
    '{"a":1,}',
    '{a:1}',
  ],
  // Requests of a connection without an id, which makes them notifications.
  '{"jsonrpc":"2.0","method":"server/discover","params":{}}',
  '{"jsonrpc":"2.0","method":"initialize","params":{}}',
  ...[
    'nul',
    'null ',
    'NaN',
    'Infinity',
    '-',
    '-0',
    '01',
    '0x1f',
    '1e',
    '1e999',
    '-1e999',
    '1.',
    '.5',
    '9007199254740993',
  ],
  ...[
    '"\\u"',
    '"\\ud800"',
    '"\\x41"',
    '"\t"',
    '"\ud800"',
    '\ud83d',
    '/* {} */',
    '{}//',
    '{}{}',
    '{}\n{}',
    '[1,,2]',
    '[1,]',
  ],
  ...[
    '<?xml version="1.0"?>',
    'a=1&b=2',
    'data: {}\n\n',
    'event: message\ndata: {}\n\n',
    'Content-Length: 2\r\n\r\n{}',
  ],
  '{"jsonrpc":"2.0","id":1,"method":"tools/list"}{"jsonrpc":"2.0","id":2,"method":"tools/list"}',
  '{"jsonrpc":"2.0","id":1,"method":"ping","method":"tools/list"}',
  '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"fixture_say_hello","name":"fixture_list_notes"}}',
  '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"fixture_say_hello","arguments":{"__proto__":{"a":1}}}}',
  '{"__proto__":{"method":"tools/list"},"jsonrpc":"2.0","id":1}',
];

/** Values of JSON that are no message. */
export const VALUES: readonly unknown[] = [
  ...[
    null,
    true,
    false,
    0,
    -0,
    1e308,
    17.5,
    '',
    'tools/list',
    [],
    {},
    [[]],
    [{}],
    [null],
    [1, 2, 3],
    { jsonrpc: '2.0' },
  ],
  ...[{ id: 1 }, { method: 'ping' }, { jsonrpc: '2.0', id: 1 }, { jsonrpc: '2.0', method: null }],
  ...[
    { jsonrpc: '2.0', id: 1, result: {} },
    { jsonrpc: '2.0', id: 1, error: { code: 1, message: 'x' } },
  ],
  ...[
    { jsonrpc: '2.0', id: null, error: {} },
    { jsonrpc: 2, id: 1, method: 'ping' },
    { jsonrpc: '1.0', method: 'ping' },
  ],
  Array.from({ length: 200 }, (_, id) => ({ jsonrpc: '2.0', id, method: 'ping' })),
  [{ jsonrpc: '2.0', id: 1, method: 'ping' }, 1, { jsonrpc: '2.0', id: 1, method: 'ping' }],
];

const call = (params: unknown, more: object = {}) => ({ jsonrpc: '2.0', id: 1, method: 'tools/call', params, ...more });
const NEWEST = { 'mcp-protocol-version': '2026-07-28' };

/** Messages, each with the headers that it is sent with. */
export const EXCHANGES: readonly { readonly message: object; readonly given: Readonly<Record<string, string>> }[] = [
  ...[
    ...[undefined, null, [], 'text', 17, {}].map((params) => call(params)),
    ...[null, '', 17, {}, [], 'constructor', '__proto__', 'fixture_say_hello\u0000'].map((name) => call({ name })),
    ...[null, 'text', 17, [], [[]], { name: null }, { name: 17 }, { name: 'я'.repeat(10_000) }].map((given) =>
      call({ name: 'fixture_say_hello', arguments: given }),
    ),
    ...[null, '', 1.5, -1, 1e21, true, {}, [], 'я'.repeat(1_000)].map((id) =>
      call({ name: 'fixture_say_hello' }, { id }),
    ),
    ...[null, 17, {}, [], 'tools/call/', ' tools/call', 'tools\u0000call'].map((method) => call({}, { method })),
    ...[
      '',
      'fixture://',
      'fixture://letters/',
      'fixture://letters/%00',
      'fixture://letters/..',
      '//',
      'file:///etc/passwd',
    ].map((uri) => call({ uri }, { method: 'resources/read' })),
    ...['2024-11-05', '2099-01-01', '', null, 17].map((protocolVersion) =>
      call({ protocolVersion, capabilities: {}, clientInfo: { name: 'x', version: '1' } }, { method: 'initialize' }),
    ),
    call({ name: 'fixture_say_hello', arguments: { name: '\ud83d' } }),
    call({ name: '\udc4d' }, { id: '\ud83d' }),
    call({ name: 'fixture_say_hello', _meta: null }),
    call({ name: 'fixture_say_hello', _meta: { progressToken: {} } }),
    call({ name: 'fixture_misbehave', arguments: { how: 'throw' } }),
    call({ name: 'fixture_list_notes', arguments: { limit: 1e308, cursor: '' } }),
    call({ requestId: 1 }, { method: 'notifications/cancelled', id: undefined }),
  ].map((message) => ({ message, given: {} })),
  ...[
    NEWEST,
    { ...NEWEST, 'mcp-method': 'tools/list' },
    { ...NEWEST, 'mcp-method': 'tools/call', 'mcp-name': 'fixture_list_notes' },
    { 'mcp-protocol-version': '2099-01-01' },
    { 'mcp-session-id': 'x', 'last-event-id': '1' },
    { accept: 'text/html' },
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/json; charset=utf-16' },
    { 'content-encoding': 'gzip' },
  ].map((given) => ({ message: call({ name: 'fixture_say_hello' }), given })),
];
