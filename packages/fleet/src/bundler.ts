import { createHash } from 'node:crypto';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { type InputOptions, type OutputAsset, type OutputChunk, type Plugin, rolldown } from 'rolldown';
import { withoutDocumentedFacts } from './documented-facts.ts';
import { leanLibraries } from './lean-libraries.ts';

/** A plugin of the bundler. */
export type BundlerPlugin = Plugin;

/** A module that a Worker consists of. */
export interface WorkerModule {
  readonly type: 'ESModule' | 'Data';
  /** File name, beside the other modules. */
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** A Worker in the form in which it is deployed. */
export interface BundledCode {
  /** The first is the main module. */
  readonly modules: readonly [WorkerModule, ...WorkerModule[]];
  /** Source map of the main module, JSON; its paths are relative to `home`. */
  readonly map: string;
  /** Paths of the files it was made from. */
  readonly sources: readonly string[];
}

/** The smallest JSON that is packed, bytes: smaller ones are code, and ready when the Worker starts. */
const PACKED_FROM_BYTES = 64 * 1024;
/** A page of a widget is packed whatever its size: it is seldom read, and not at the start. */
const WIDGET = /\/widgets\/\.build\/[\w-]+\.json$/;
const HASH_LENGTH = 8;

/** What a bundle is called, where its source map is relative to, and what is done differently. */
export interface BundleOptions {
  readonly name: string;
  readonly home: string;
  readonly plugins?: readonly Plugin[];
  /** With the parts of the MCP SDK that no server of the fleet reaches, see {@link leanLibraries}. */
  readonly wholeLibraries?: boolean;
}

/**
 * Bundles an entry point as it is deployed: one minified module, and packed JSON beside it. Paths in the source map are
 * relative to `home`. The main module is named after its content, so that a stack frame says which build it is of.
 */
export async function bundleCode(entry: string, options: BundleOptions): Promise<BundledCode> {
  const { name, home } = options;
  const sources: string[] = [];
  const build = await rolldown(inputOptions(entry, options, sources));
  try {
    const { output } = await build.generate({
      file: path.join(home, 'index.js'),
      format: 'esm',
      codeSplitting: false,
      sourcemap: 'hidden',
      comments: false,
      minify: { compress: { target: 'es2024' }, mangle: { toplevel: true } },
    });
    const [{ code, map }, ...others] = output;
    const file = `${name}-${hashOf(code)}.js`;
    const main = { type: 'ESModule', name: file, content: `${code}\n//# sourceMappingURL=${file}.map\n` } as const;
    return { modules: [main, ...packedModules(others)], map: map?.toString() ?? '', sources };
  } finally {
    await build.close();
  }
}

/** How the bundler reads the sources, whose paths it adds to `sources`. */
function inputOptions(
  entry: string,
  { plugins = [], wholeLibraries = false }: BundleOptions,
  sources: string[],
): InputOptions {
  return {
    input: entry,
    platform: 'browser',
    external: [/^node:/, /^cloudflare:/],
    resolve: {
      conditionNames: ['workerd', 'worker', 'browser', 'import'],
      alias: {
        '@modelcontextprotocol/server/_shims': path.join(import.meta.dirname, 'mcp-sdk-shims.ts'),
        'character-entities': path.join(import.meta.dirname, 'character-entities.ts'),
      },
    },
    transform: { target: 'es2024' },
    // A schema that nothing reads is left out also where it is made from the shape of another.
    treeshake: { propertyReadSideEffects: false },
    plugins: [
      packedJson(),
      withoutDocumentedFacts(),
      ...(wholeLibraries ? [] : [leanLibraries()]),
      ...plugins,
      listSources(sources),
    ],
    // Left to itself, the bundler takes a package that is not installed for one that the runtime has, and writes `undefined` for
    // what a module does not export, such as a member of packed JSON that is read of its namespace.
    onLog(_, { code, message }) {
      if (code === 'UNRESOLVED_IMPORT' || code === 'IMPORT_IS_UNDEFINED') throw new Error(message);
    },
  };
}

/** The modules of {@link packedJson} among the output. */
function packedModules(output: readonly (OutputAsset | OutputChunk)[]): readonly WorkerModule[] {
  return output.flatMap((each): WorkerModule[] =>
    each.type === 'asset' && each.fileName.endsWith('.bin')
      ? [{ type: 'Data', name: each.fileName, content: Buffer.from(each.source) }]
      : [],
  );
}

const hashOf = (content: string | Uint8Array) =>
  createHash('sha256').update(content).digest('hex').slice(0, HASH_LENGTH);

/** Adds the path of every module that is read, also of those of which nothing remains. */
function listSources(sources: string[]): Plugin {
  return {
    name: 'list-sources',
    generateBundle() {
      sources.push(...[...this.getModuleIds()].filter((id) => path.isAbsolute(id)));
    },
  };
}

/**
 * Large JSON as a compressed module: the text of the Guide is a quarter smaller in brotli than in gzip. It is unpacked when one
 * of its members is first read: a third of the CPU of a start went into the modules of Node that do it, and into the texts.
 */
function packedJson(): Plugin {
  return {
    name: 'packed-json',
    transform: {
      filter: { id: /\.json$/ },
      handler(json, id) {
        if (Buffer.byteLength(json) < PACKED_FROM_BYTES && !WIDGET.test(id)) return null;
        const value: unknown = JSON.parse(json);
        if (typeof value !== 'object' || value === null || Array.isArray(value)) {
          throw new TypeError(`${id}: JSON that is packed has to be an object`);
        }
        const source = brotliCompressSync(JSON.stringify(value));
        const fileName = `${path.basename(id, '.json')}-${hashOf(source)}.bin`;
        this.emitFile({ type: 'asset', fileName, source });
        return { code: unpacking(fileName, Object.keys(value)), moduleType: 'js', map: null };
      },
    },
    resolveId: {
      filter: { id: /^\.\/[\w-]+\.bin$/ },
      handler: (id) => ({ id, external: 'absolute' }),
    },
  };
}

/** A module whose default export has members that unpack a file when one is first read. */
function unpacking(fileName: string, members: readonly string[]): string {
  const getters = members.map((name) => `get ${JSON.stringify(name)}() { return read()[${JSON.stringify(name)}]; }`);
  return `
    import packed from './${fileName}';
    let value;
    const read = () => value ??= JSON.parse(new TextDecoder().decode(
      process.getBuiltinModule('node:zlib').brotliDecompressSync(new Uint8Array(packed)),
    ));
    export default { ${getters.join(', ')} };
  `;
}
