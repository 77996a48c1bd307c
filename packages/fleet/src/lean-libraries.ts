import type { Plugin } from 'rolldown';
import { leanSchemas } from './lean-schemas.ts';

/** Where the SDK fills the registry of its exports `specTypeSchemas` and `isSpecType`. */
const SPEC_TYPES = /^for \(const (?:key|\[key, schema\]) of .*\) register\(key, .*\);$/gm;
/** Calls of zod and of its schemas. */
const SCHEMA_CALL = /(?<![\w.])(?:z|\w+Schema)\.(?=\w+\()/g;

/** Methods that no server of the fleet reaches, by the class or object that has them; functions of the module itself by `''`. */
type Unreached = Readonly<Record<string, readonly string[]>>;

/** Expressions of a library that have one value at every server of the fleet: the bundler leaves out what another would lead to. */
type Fixed = Readonly<Record<string, string>>;

const OF_THE_SDK_SERVER: Unreached = {
  // The registry of handwritten servers: the kit looks its definitions up instead.
  McpServer: [
    'toolInputSchemaJson',
    'setToolRequestHandlers',
    'createToolError',
    'validateToolInput',
    'validateToolOutput',
    'executeToolHandler',
    'setCompletionRequestHandler',
    'handlePromptCompletion',
    'handleResourceCompletion',
    'setResourceRequestHandlers',
    'setPromptRequestHandlers',
    'registerResource',
    '_createRegisteredResource',
    '_createRegisteredResourceTemplate',
    '_createRegisteredPrompt',
    '_createRegisteredTool',
    'registerTool',
    'registerPrompt',
    'resolveScopeChallenge',
  ],
  // What asks the client for something, which a server without sessions cannot.
  Server: [
    '_legacyInputRequiredShim',
    'createMessage',
    'elicitInput',
    '_sendElicitationLeg',
    'createElicitationCompletionNotifier',
    'listRoots',
    'ping',
    '_assertPushApiInServedEra',
    'assertCapabilityForMethod',
    // Log messages over the protocol, which no server offers.
    '_registerLoggingHandler',
  ],
  // Questions in the place of an answer, which no definition can give.
  '': ['coerceEmbeddedInputRequest'],
};

const FIXED_IN_THE_SDK_SERVER: Fixed = {
  'isInputRequiredResult(result)': 'false',
  'this._requestStateVerify': 'undefined',
  'this._capabilities.logging': 'undefined',
  'new Map(LoggingLevelSchema.options.map((level, index) => [level, index]))': 'undefined',
  // Scopes are asked for by the kit.
  'if (supportsScopeChallengeResolver(transport))': 'if (false)',
};

const OF_THE_SDK_TRANSPORT: Unreached = {
  // Streams and sessions: the kit takes nothing but POST.
  WebStandardStreamableHTTPServerTransport: [
    'handleGetRequest',
    'handleDeleteRequest',
    'handleUnsupportedRequest',
    'replayEvents',
  ],
};

const FIXED_IN_THE_SDK_TRANSPORT: Fixed = {
  'this.sessionIdGenerator': 'undefined',
  'this.sessionId': 'undefined',
  'this._eventStore': 'undefined',
  'this._enableJsonResponse': 'false',
  'this._enableDnsRebindingProtection': 'false',
  'this._scopeChallengeResolver': 'undefined',
  'await findScopeChallenge([route.message], authInfo, (context) => product.resolveScopeChallenge(context))':
    'undefined',
};

const OF_THE_SDK_PROTOCOL: Unreached = {
  // Requests to the client, and what reads the answers.
  Protocol: ['request', '_assertOutboundRequestInEra', '_requestWithSchema', '_requestWithSchemaViaCodec'],
  rev2025Codec: ['samplingResultVariant', 'decodeResult'],
  rev2026Codec: ['decodeResult'],
  '': ['getWireResultSchemas', 'inputSchemaMaps'],
};

const FIXED_IN_THE_SDK_PROTOCOL: Fixed = {
  // Questions in the place of an answer, which no definition can give: nothing reads how they are written.
  'Object.assign(buildInputRequired': '/* @__PURE__ */ Object.assign(buildInputRequired',
  '...Object.keys(ElicitRequestFormParamsSchema.shape.requestedSchema.shape)': '',
  'shapeKeys(': '/* @__PURE__ */ shapeKeys(',
};

/** The bundler keeps what is spread, and with it every schema that this one is made of; nothing reads it. */
const FIXED_IN_THE_SDK_AUTH: Fixed = {
  '...OpenIdProviderMetadataSchema.shape': '',
  ',\n\t...OAuthMetadataSchema.pick({ code_challenge_methods_supported: true }).shape': '',
};

const OF_THE_OAUTH_PROVIDER: Unreached = {
  OAuthProviderImpl: [
    // Grants that are off: token exchange (RFC 8693), and the assertions of an enterprise's identity provider.
    'handleTokenExchangeGrant',
    'exchangeToken',
    'resolveTokenExchangeResource',
    'handleJwtBearerGrant',
    'validateEmaOptions',
    'runEmaPipeline',
    'verifyAssertionSignature',
    'issueEmaAccessToken',
    // The resource server of the library: the kit serves /mcp and its metadata itself.
    'handleApiRequest',
    'createExternalTokenErrorResponse',
    'handleProtectedResourceMetadata',
    'assertRouteCoveredByResource',
    'validateHandler',
    'findApiRouteForUrl',
    'matchApiRoute',
  ],
  OAuthHelpersImpl: [
    // Clients register themselves or publish a document, and KV expires what is old.
    'createClient',
    'updateClient',
    'listClients',
    'deleteClient',
    'exchangeToken',
    'purgeExpiredData',
    // Every sign-in asks.
    'isConsentRemembered',
  ],
};

const FIXED_IN_THE_OAUTH_PROVIDER: Fixed = {
  // It is the authorization server alone.
  '"authorizationServer" in options': 'true',
  'role === "combined"': 'false',
  'this.validateEmaOptions(this.options.enterpriseManagedAuthorization)': 'undefined',
  'this.options.enterpriseManagedAuthorization': 'undefined',
  'this.options.allowTokenExchangeGrant': 'undefined',
  'this.options.disallowPublicClientRegistration': 'undefined',
  'this.options.clientRegistrationCallback': 'undefined',
  'this.options.allowPlainPKCE': 'undefined',
  'this.options.allowImplicitFlow': 'undefined',
  // Every sign-in asks.
  'options.remember': 'undefined',
};

const OF_HONO: Unreached = {
  // The pages are one application.
  Hono: ['route', 'basePath', 'mount'],
};

/** Formats of texts that no schema of the fleet has, which a test holds. */
export const OF_ZOD: Unreached = {
  ZodString: [
    ...[
      'jwt',
      'emoji',
      'guid',
      'uuidv4',
      'uuidv6',
      'uuidv7',
      'nanoid',
      'cuid',
      'cuid2',
      'ulid',
      'xid',
      'ksuid',
      'e164',
    ],
    ...['base64', 'base64url', 'ipv4', 'ipv6', 'cidrv4', 'cidrv6', 'time', 'duration'],
  ],
};

/** Of inputs that refer to themselves, which no JSON does, and of code made from text, which no Worker may run. */
const FIXED_IN_ZOD: Fixed = {
  'core.globalConfig.memoizer': 'undefined',
  '!core.globalConfig.jitless': 'false',
};
const FIXED_IN_ZOD_CLASSIC: Fixed = { '!core.globalConfig.memoizer': 'false' };
/** Of the older drafts of JSON Schema. */
const FIXED_IN_ZOD_DRAFTS: Fixed = {
  'ctx.target === "draft-2020-12"': 'true',
  'ctx.target === "draft-07"': 'false',
  'ctx.target === "draft-04"': 'false',
  'ctx.target === "openapi-3.0"': 'false',
};
/** A schema brings how it is written as JSON Schema. */
const FIXED_IN_ZOD_PROCESSORS: Fixed = {
  ...FIXED_IN_ZOD_DRAFTS,
  allProcessors: '{}',
  '"_idmap" in input': 'false',
};

/** The files of the libraries that are made leaner, and how. */
const LEANER: readonly (readonly [file: RegExp, lean: (code: string) => string])[] = [
  [/@modelcontextprotocol\/core\/dist\/schemas-[^/]+\.mjs$/, withPureSchemas],
  [
    /@modelcontextprotocol\/core\/dist\/auth-[^/]+\.mjs$/,
    (code) => withPureSchemas(withFixed(code, FIXED_IN_THE_SDK_AUTH)),
  ],
  [
    /@modelcontextprotocol\/server\/dist\/src-[^/]+\.mjs$/,
    (code) =>
      leanSchemas(withFixed(withoutUnreached(withoutSpecTypes(code), OF_THE_SDK_PROTOCOL), FIXED_IN_THE_SDK_PROTOCOL)),
  ],
  [
    /@modelcontextprotocol\/server\/dist\/mcp-[^/]+\.mjs$/,
    (code) => withFixed(withoutUnreached(code, OF_THE_SDK_SERVER), FIXED_IN_THE_SDK_SERVER),
  ],
  [
    /@modelcontextprotocol\/server\/dist\/index\.mjs$/,
    (code) => withFixed(withoutUnreached(code, OF_THE_SDK_TRANSPORT), FIXED_IN_THE_SDK_TRANSPORT),
  ],
  [
    /workers-oauth-provider\/dist\/oauth-provider\.js$/,
    (code) => withFixed(withoutUnreached(code, OF_THE_OAUTH_PROVIDER), FIXED_IN_THE_OAUTH_PROVIDER),
  ],
  [/hono\/dist\/hono-base\.js$/, (code) => withoutUnreached(code, OF_HONO)],
  [/zod\/v4\/classic\/schemas\.js$/, (code) => withFixed(withoutUnreached(code, OF_ZOD), FIXED_IN_ZOD_CLASSIC)],
  [/zod\/v4\/core\/schemas\.js$/, (code) => withFixed(code, FIXED_IN_ZOD)],
  [/zod\/v4\/core\/json-schema-processors\.js$/, (code) => withFixed(code, FIXED_IN_ZOD_PROCESSORS)],
  [/zod\/v4\/core\/to-json-schema\.js$/, (code) => withFixed(code, FIXED_IN_ZOD_DRAFTS)],
];

/**
 * Leaves out of a bundle what libraries have and no server reaches, so that it is neither uploaded nor built whenever an
 * isolate starts: of the MCP SDK the registry of its types, which holds about 170 schemas of zod, the schemas of messages that
 * no server takes, and methods of its servers; of workers-oauth-provider the grants that are off; of Hono applications within
 * an application; of zod formats of texts. A call of such a method would throw. Fails when an update of a library has them in
 * another way.
 */
export function leanLibraries(): Plugin {
  return {
    name: 'lean-libraries',
    transform: {
      filter: { id: LEANER.map(([file]) => file) },
      handler: (code, id) => ({ code: LEANER.find(([file]) => file.test(id))?.[1](code) ?? code, map: null }),
    },
  };
}

/** Lets the bundler leave out the schemas that nothing reads. */
function withPureSchemas(code: string): string {
  return code.replace(SCHEMA_CALL, '/* @__PURE__ */ $&');
}

function withoutSpecTypes(code: string): string {
  if (code.match(SPEC_TYPES)?.length !== 2) throw new Error('the MCP SDK registers its types in another way');
  return code.replace(SPEC_TYPES, '');
}

function withoutUnreached(code: string, unreached: Unreached): string {
  return Object.entries(unreached).reduce((left, [owner, names]) => {
    const [start, end] = owner === '' ? [0, left.length] : placeOf(owner, left);
    const lean = names.reduce(
      (body, name) => {
        const shorter = body.replace(owner === '' ? functionNamed(name) : methodNamed(name), linesOf);
        if (shorter === body) throw new Error(`a library has no ${owner}.${name} any more`);
        return shorter;
      },
      left.slice(start, end),
    );
    return `${left.slice(0, start)}${lean}${left.slice(end)}`;
  }, code);
}

function withFixed(code: string, fixed: Fixed): string {
  return Object.entries(fixed).reduce((left, [expression, value]) => {
    // Where it is set it stays.
    const written = expression.replaceAll(/[.()[\]]/g, '\\$&');
    const lean = left.replace(new RegExp(`(?<![\\w.])${written}(?![\\w$]| =[^=])`, 'g'), value);
    if (lean === left) throw new Error(`a library has no ${expression} any more`);
    return lean;
  }, code);
}

/** Lines stay where they are, so that a stack frame finds them. */
const linesOf = (code: string) => code.replaceAll(/[^\n]+/g, '');

/** Where a class, or an object with methods, begins and ends. */
function placeOf(owner: string, code: string): readonly [start: number, end: number] {
  const start = code.search(new RegExp(`^(?:export )?(?:var|const) ${owner} = `, 'm'));
  if (start < 0) throw new Error(`a library has no ${owner} any more`);
  return [start, start + code.slice(start).search(/\n\}\)?;\n/)];
}

/** A function from its first line to the brace that closes it. */
const functionNamed = (name: string) => new RegExp(`^function ${name}\\(.*\\{\\n(?:.+\\n)*?\\}$`, 'm');

/** A method, or a function in a member, from its first line to the brace that closes it, both indented once. */
const methodNamed = (name: string) =>
  new RegExp(`^(\\t| {4})(?:async )?${name}(?:: \\(| = )?\\(.*\\{\\n(?:(?!\\1\\}).*\\n)*\\1\\}\\)?[,;]?$`, 'm');
