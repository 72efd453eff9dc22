import { useEffect, useRef } from 'react';

/** `j` and `k` go from row to row, Enter opens (the row's link has the focus), `e` opens its menu; never while something is being typed. */
export function useRowKeys() {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]') !== null;
      if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      const links = [...(box.current?.querySelectorAll<HTMLAnchorElement>('.hl-rows__link') ?? [])];
      const at = links.findIndex((link) => link.closest('tr')?.contains(document.activeElement));
      if (event.key === 'j') links[Math.min(at + 1, links.length - 1)]?.focus();
      else if (event.key === 'k') links[Math.max(at - 1, 0)]?.focus();
      else if (event.key === 'e' && at >= 0) {
        const menu = links[at]?.closest('tr')?.querySelector('details');
        if (menu) {
          menu.open = !menu.open;
          menu.querySelector('summary')?.focus();
        }
      }
    };
    document.addEventListener('keydown', press);
    return () => {
      document.removeEventListener('keydown', press);
    };
  }, []);
  return box;
}
