// Sets the chosen theme before the first paint. The app keeps a copy of the choice under this key.
try {
  const theme = localStorage.getItem('ptero-theme');
  document.documentElement.dataset.theme = theme === 'light' || theme === 'dark' ? theme : 'system';
} catch {
  document.documentElement.dataset.theme = 'system';
}
