import type { ContentBlock, McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod';

/** One red pixel. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==';
/** A header without samples. */
const WAV = 'UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=';

const image: ContentBlock = { type: 'image', data: PNG, mimeType: 'image/png' };
const audio: ContentBlock = { type: 'audio', data: WAV, mimeType: 'audio/wav' };

function embedded(uri: string, mimeType: string, text: string): ContentBlock {
  return { type: 'resource', resource: { uri, mimeType, text } };
}

/** Binary content in tools, a resource and prompts; the kit's tools return only data and text. */
export function registerContent(server: McpServer): void {
  const answers: Record<string, ContentBlock[]> = {
    test_image_content: [image],
    test_audio_content: [audio],
    test_embedded_resource: [
      embedded('test://embedded-resource', 'text/plain', 'This is an embedded resource content.'),
    ],
    test_multiple_content_types: [
      { type: 'text', text: 'Multiple content types test:' },
      image,
      embedded('test://mixed-content-resource', 'application/json', '{"test":"data","value":123}'),
    ],
  };
  for (const [name, content] of Object.entries(answers)) {
    server.registerTool(name, { description: name }, () => ({ content }));
  }
  const binary = { uri: 'test://static-binary', mimeType: 'image/png', blob: PNG };
  server.registerResource('static-binary', binary.uri, { mimeType: binary.mimeType }, () => ({ contents: [binary] }));
  registerPrompts(server);
}

function registerPrompts(server: McpServer): void {
  const argsSchema = z.object({ resourceUri: z.string() });
  server.registerPrompt(
    'test_prompt_with_embedded_resource',
    { description: 'Embeds a resource.', argsSchema },
    ({ resourceUri }) => ({
      messages: [
        userMessage(embedded(resourceUri, 'text/plain', 'Embedded resource content for testing.')),
        userMessage({ type: 'text', text: 'Please process the embedded resource above.' }),
      ],
    }),
  );
  server.registerPrompt('test_prompt_with_image', { description: 'Shows an image.' }, () => ({
    messages: [userMessage(image), userMessage({ type: 'text', text: 'Please analyze the image above.' })],
  }));
}

function userMessage(content: ContentBlock) {
  return { role: 'user' as const, content };
}
