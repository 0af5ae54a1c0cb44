/**
 * Shows the words of `data-hint` beside their element: after a moment on hover and at focus by key, at once after a tap and after a choice. A hint goes
 * at Escape, when its element is pressed, left or scrolled, and stays while the pointer is on it (WCAG 1.4.13).
 */
import { placeHint } from './place-hint';
import './hints.css';

/** Milliseconds before a hint comes, so that what is only passed over stays quiet. */
const COMES_AFTER = 350;
/** Milliseconds in which the pointer may travel to the hint. */
const GOES_AFTER = 150;

/** Listens to the whole page. */
export function startHints(document: Document, window: Window): void {
  const tip = document.createElement('div');
  tip.className = 'hint';
  tip.role = 'tooltip';
  tip.popover = 'manual';
  document.body.append(tip);
  /** Whose hint is shown, and whose is coming. */
  let of: HTMLElement | null = null;
  let coming: HTMLElement | null = null;
  /** What was pressed has no hint until it is left. */
  let pressed: HTMLElement | null = null;
  let timer = 0;
  /** Whether the hint that is shown or coming is there because of the pointer: only then it goes with it. */
  let byPointer = false;

  const later = (milliseconds: number, callback: () => void): void => {
    window.clearTimeout(timer);
    timer = window.setTimeout(callback, milliseconds);
  };

  const hide = (): void => {
    window.clearTimeout(timer);
    of = null;
    coming = null;
    byPointer = false;
    tip.hidePopover();
  };

  const show = (element: HTMLElement): void => {
    const words = element.dataset.hint;
    if (words === undefined || !element.isConnected) {
      hide();
      return;
    }
    window.clearTimeout(timer);
    of = element;
    coming = null;
    tip.textContent = words;
    // Shown anew it stands above a dialog that was opened meanwhile.
    tip.hidePopover();
    tip.showPopover();
    const { left, top } = placeHint(element.getBoundingClientRect(), tip.getBoundingClientRect(), {
      width: document.documentElement.clientWidth,
      height: document.documentElement.clientHeight,
    });
    tip.style.left = `${String(left)}px`;
    tip.style.top = `${String(top)}px`;
  };

  /** Its hint comes: where one is shown already, at once. */
  const approach = (element: HTMLElement, pointer: boolean): void => {
    if (element === of) window.clearTimeout(timer);
    else if (element !== pressed) {
      byPointer = pointer;
      coming = element;
      later(of === null ? COMES_AFTER : 0, () => {
        show(element);
      });
    }
  };

  const listen = <Type extends keyof DocumentEventMap>(type: Type, listener: (event: DocumentEventMap[Type]) => void): void => {
    document.addEventListener(type, listener, { capture: true, passive: type !== 'keydown' });
  };

  listen('pointerover', (event) => {
    if (event.pointerType === 'touch') return;
    if (event.target === tip) {
      window.clearTimeout(timer);
      return;
    }
    const element = find(event);
    if (element !== pressed) pressed = null;
    if (element) approach(element, true);
    else if (byPointer) later(of === null ? 0 : GOES_AFTER, hide);
  });
  listen('pointerdown', (event) => {
    if (event.target === tip) return;
    pressed = event.pointerType === 'touch' ? null : find(event);
    hide();
  });
  listen('pointerup', (event) => {
    const element = event.pointerType === 'touch' ? find(event) : null;
    if (!element) return;
    byPointer = false;
    show(element);
  });
  listen('focusin', (event) => {
    const element = find(event);
    if (element !== of) hide();
    if (element && event.target instanceof Element && event.target.matches(':focus-visible')) approach(element, false);
  });
  listen('focusout', (event) => {
    const element = find(event);
    if (element === of || element === coming) hide();
  });
  listen('change', (event) => {
    // The words may be others now: once the page has drawn what was chosen.
    const element = find(event);
    if (element)
      later(0, () => {
        show(element);
      });
  });
  listen('keydown', (event) => {
    if (of === null) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
    }
    if (event.key === 'Escape' || event.key === 'Enter' || event.key === ' ') hide();
  });
  listen('scroll', () => {
    // What brought the focus may have scrolled, before its hint has come.
    if (of !== null) hide();
  });
  document.documentElement.addEventListener('pointerleave', ({ pointerType }) => {
    // A finger leaves with every tap.
    if (pointerType !== 'touch') hide();
  });
  window.addEventListener('resize', hide);
}

function find({ target }: Event): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-hint]') : null;
}
