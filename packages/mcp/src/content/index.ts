export { authorMarks, mergeMarks } from './author-marks.ts';
export { compileSkill } from './compile-skill.ts';
export { decodeText } from './decode-text.ts';
export { type ParseResult, parseJson, parseYaml } from './parse-yaml.ts';
export { availableNames, formatProblem, type Problem } from './problem.ts';
export { authoredNames, misnamedFile, readFolder, readSource } from './read-source.ts';
export { fileId, type SourceFile } from './source-file.ts';
