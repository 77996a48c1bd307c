/** Where the portal serves its script. */
export const COPY_SCRIPT_PATH = '/copy.js';

/**
 * Puts a button that copies below every block of code. The buttons are made by the script, so that a page without scripts
 * has none that do nothing; where the browser forbids to copy, the code is selected. The labels are attributes of the script element.
 */
export const COPY_SCRIPT = `
(() => {
  const { copy, copied, selected } = document.currentScript.dataset;
  if (!navigator.clipboard) return;
  for (const block of document.querySelectorAll('pre')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = copy;
    button.setAttribute('aria-live', 'polite');
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(block.textContent);
        button.textContent = copied;
      } catch {
        getSelection().selectAllChildren(block);
        button.textContent = selected;
      }
      setTimeout(() => { button.textContent = copy; }, 2000);
    });
    block.after(button);
  }
})();
`.trim();
