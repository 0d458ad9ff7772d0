const storageKey = 'netpol-bdd-theme';
const systemIsDark = matchMedia('(prefers-color-scheme: dark)');

/** @returns {boolean} */
function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return !matchMedia('print').matches && (chosen === undefined ? systemIsDark.matches : chosen === 'dark');
}

function prepareTheme() {
  const button = byId('theme', HTMLButtonElement);
  const show = () => {
    button.textContent = isDark() ? 'Light colours' : 'Dark colours';
    repaintPictures();
  };
  const chosen = remembered();
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
  button.addEventListener('click', () => {
    const next = isDark() ? 'light' : 'dark';
    document.documentElement.dataset.theme = next;
    try {
      localStorage.setItem(storageKey, next);
    } catch {
      // A browser may keep nothing of files; then it is chosen for this time.
    }
    show();
  });
  systemIsDark.addEventListener('change', show);
  show();
}

/** @returns {string | null} */
function remembered() {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}
