/** What the inspector says, in German. */
import type { InspectorWords } from './en';

export const inspector: InspectorWords = {
  label: 'Inspektor',
  place: (scan, t, unit) => `${scan} · Schritt ${t} · Einheit ${unit}`,
  forward: 'Auf dem Hinweg',
  backward: 'Auf dem Rückweg',
  terms: (symbol) => `Größte Summanden von ${symbol}`,
  equations: 'Gleichungen dieser Einheit',
  example: 'Dieses Beispiel',
  exampleNumber: 'Zurückgehaltenes Beispiel',
  loss: 'Verlust dieses Beispiels',
  fullValues: 'Alle Ziffern',
  quantities: {
    input: 'Eingangsgatter',
    forget: 'Vergessensgatter',
    candidate: 'Kandidat',
    output: 'Ausgangsgatter',
    reset: 'Reset-Gatter',
    update: 'Update-Gatter',
    hidden: 'verdeckter Zustand',
    cell: 'Zellzustand',
  },
  derivatives: { hidden: '∂L/∂h dieser Einheit', cell: '∂L/∂c dieser Einheit' },
  norms: { hidden: '‖∂L/∂h‖ über alle Einheiten', cell: '‖∂L/∂c‖ über alle Einheiten' },
  survives: (percent) => `Das Vergessensgatter lässt ${percent} von ∂L/∂c zum vorigen Schritt durch.`,
  none: 'Noch ist nichts ausgewählt.',
};
