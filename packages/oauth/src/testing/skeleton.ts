/** Every element of a page with every attribute that does not change from page to page: what a browser would build, without the words. */
export async function skeletonOf(html: string): Promise<string[]> {
  const elements: string[] = [];
  const rewriter = new HTMLRewriter()
    .on('*', {
      element({ tagName, attributes }) {
        const shown = [...attributes].filter(([name, value]) => name !== 'value' || (value ?? '').length < 20);
        elements.push(`${tagName} ${JSON.stringify(shown)}`);
      },
    })
    .onDocument({ comments: ({ text }) => void elements.push(`comment ${text}`) });
  await rewriter.transform(new Response(html)).arrayBuffer();
  return elements;
}
