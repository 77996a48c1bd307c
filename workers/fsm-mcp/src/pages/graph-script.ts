/**
 * The search of the graph page: it shows the steps that have every word, and unfolds their scenarios. It also unfolds the
 * scenario of a step that a link leads to, for browsers that do not. The field is made here, so that a page without scripts
 * has none that does nothing.
 */
export const GRAPH_SCRIPT = `
(() => {
  const scenarios = [...document.querySelectorAll('details.card')];
  const steps = [...document.querySelectorAll('details.card section')];
  const search = document.createElement('div');
  search.innerHTML = '<p><label for="find">Найти шаг</label><input id="find" autocomplete="off"></p><p class="muted" role="status"></p>';
  scenarios[0].before(search);
  const [field, status] = [search.querySelector('input'), search.querySelector('[role=status]')];
  field.addEventListener('input', () => {
    const words = field.value.toLowerCase().split(/\\s+/).filter(Boolean);
    for (const step of steps) {
      const text = step.textContent.toLowerCase();
      step.hidden = !words.every((word) => text.includes(word));
    }
    for (const scenario of scenarios) {
      const found = scenario.querySelector('section:not([hidden])') !== null;
      scenario.hidden = !found;
      scenario.open = found && words.length > 0;
    }
    const count = steps.filter((step) => !step.hidden).length;
    status.textContent = words.length === 0 ? '' : 'Найдено шагов: ' + count;
  });
  const unfold = () => {
    const target = document.getElementById(location.hash.slice(1));
    const scenario = target && target.closest('details.card');
    if (!scenario) return;
    if (scenario.hidden || target.hidden) {
      field.value = '';
      field.dispatchEvent(new Event('input'));
    }
    scenario.open = true;
    target.scrollIntoView();
  };
  addEventListener('hashchange', unfold);
  unfold();
})();
`.trim();
