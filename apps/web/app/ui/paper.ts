/** The class of what says which label the whole paper has when a page is printed (styles/_labels.scss). `label` is such as `TLP:AMBER+STRICT`. */
export function paperOf(label: string): string {
  return `hl-paper-${label.replace('TLP:', '').replace('+', '-').toLowerCase()}`;
}
