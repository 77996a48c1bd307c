/** The elements, attributes and comments a browser would parse from a page, without text and without long values such as ids. */
export async function skeletonOf(html: string): Promise<string[]> {
  const elements: string[] = [];
  const rewriter = new HTMLRewriter()
    .on('*', {
      element({ tagName, attributes }) {
        const compared = [...attributes].filter(([name, value]) => name !== 'value' || (value ?? '').length < 20);
        elements.push(`${tagName} ${JSON.stringify(compared)}`);
      },
    })
    .onDocument({ comments: ({ text }) => void elements.push(`comment ${text}`) });
  await rewriter.transform(new Response(html)).arrayBuffer();
  return elements;
}
