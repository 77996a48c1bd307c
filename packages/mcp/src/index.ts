export { contractOf, type ServerContract, type ToolContract } from './contract.ts';
export { Cursor, type CursorCodec, defineCursor } from './cursor.ts';
export { DataQuality } from './data-quality.ts';
export { definePrompt, type Prompt, type PromptDefinition } from './prompt.ts';
export { defineResource, type FixedResource, type Resource, type TemplateResource } from './resource.ts';
export { defineRoute, type Route } from './route.ts';
export { defineServer, type ServerDefinition, signedIn } from './server.ts';
export { type CallContext, defineTool, type Tool, wireName } from './tool.ts';
export { type ErrorCode, ToolError } from './tool-error.ts';
