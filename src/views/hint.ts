/**
 * What a control does, for those who ask: the page shows it beside the control on hover, at focus and at a tap, and screen readers read it as its
 * description. Where the words are the control's very name, the attribute `data-hint` alone does.
 */
export function hint(words: string): { readonly 'data-hint': string; readonly 'aria-description': string } {
  return { 'data-hint': words, 'aria-description': words };
}
