// Runs before the first paint, so that a chosen theme doesn't flash in the other one. A file of its own because the
// content security policy allows no inline scripts.
try {
  const theme = globalThis.localStorage.getItem('shop-theme');
  if (theme === 'light' || theme === 'dark') globalThis.document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden: then the system's theme it is.
}
