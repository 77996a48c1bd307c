import type { SourceFile } from './parsed.ts';

/** Where a page file lies: programme, guide, the folders between, the file. */
export interface Place {
  readonly programme: string;
  /** Folder of the guide as written. */
  readonly guideFolder: string;
  /** Folders between the guide and the page as written. */
  readonly sectionFolders: readonly string[];
  /** Name of the file without its ending. */
  readonly name: string;
}

/**
 * The places of page files. The folders that all files share are dropped; then the first folder is the programme, unless
 * most files are too shallow for that: then the folder that was given is one programme.
 */
export function placesOf(files: readonly SourceFile[], root: string): ReadonlyMap<SourceFile, Place> {
  const paths = files.map(({ path }) => path.replace(/\.md$/, '').split('/'));
  const shared = sharedFolders(paths);
  const deep = paths.filter((path) => path.length - shared >= 4).length;
  const hasProgrammes = deep * 2 > paths.length;
  const programmeAbove = shared > 0 ? (paths[0]?.[shared - 1] ?? root) : root;
  return new Map(
    files.map((file, index) => {
      const parts = paths[index]?.slice(shared) ?? [];
      const [programme = 'other', ...rest] = hasProgrammes ? parts : [programmeAbove, ...parts];
      const name = rest.at(-1) ?? programme;
      const [guideFolder = programme, ...sectionFolders] = rest.slice(0, -1);
      return [file, { programme: slugOf(programme), guideFolder, sectionFolders, name }];
    }),
  );
}

/** How many leading folders all paths share; one guide with its sections is not taken apart. */
function sharedFolders(paths: readonly (readonly string[])[]): number {
  const [first = []] = paths;
  const shallowest = Math.min(...paths.map((path) => path.length));
  let shared = 0;
  while (shared < shallowest - 3 && paths.every((path) => path[shared] === first[shared])) shared += 1;
  return shared;
}

/** Whether a file lies in a folder of older versions. */
export function isArchived(path: string): boolean {
  return /(?:^|\/)archive\//i.test(path);
}

/** Whether a file of this name, without its ending, is about its folder. */
export function isIndexName(name: string): boolean {
  return /^(?:index|readme|_index)$/i.test(name);
}

/** A name in addresses: the folder without the number it is ordered by. */
export function slugOf(folder: string): string {
  const bare = folder.replace(/^\d+(?:[-._]\d+)*[-._ ]+(?=\S)/, '');
  return bare
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.]+/gu, '-')
    .replace(/^-|-$/g, '');
}

/** A folder's name for people, where nothing gives its title. */
export function titleOfFolder(folder: string): string {
  const words = slugOf(folder).replaceAll('-', ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
