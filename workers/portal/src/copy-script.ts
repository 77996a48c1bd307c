/** Where the portal serves its script. */
export const COPY_SCRIPT_PATH = '/copy.js';

/**
 * Puts a button that copies below every block of code. The buttons are made by the script, so that a page without scripts
 * has none that do nothing; where the browser forbids to copy, the code is selected. The labels are attributes of the script element.
 * Who hears the page meets many of these buttons: their names go on after the label with what is copied (WCAG 2.5.3).
 */
export const COPY_SCRIPT = `
(() => {
  const { copy, copied, selected } = document.currentScript.dataset;
  if (!navigator.clipboard) return;
  for (const block of document.querySelectorAll('pre')) {
    const button = document.createElement('button');
    const say = (label) => {
      button.textContent = label;
      button.setAttribute('aria-label', label + ': ' + block.dataset.what);
    };
    button.type = 'button';
    button.className = 'copy';
    say(copy);
    button.setAttribute('aria-live', 'polite');
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(block.textContent);
        say(copied);
      } catch {
        getSelection().selectAllChildren(block);
        say(selected);
      }
      setTimeout(() => say(copy), 2000);
    });
    block.after(button);
  }
})();
`.trim();
