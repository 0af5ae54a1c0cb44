/** What the clocks say, in German. */
import type { TransportWords } from './en';

export const transport: TransportWords = {
  label: 'Uhren',
  training: 'Training',
  run: 'Training starten',
  pause: 'Training anhalten',
  step: 'Ein Update',
  reset: 'Zurück zu den Anfangsgewichten',
  update: 'Update',
  moments: {
    moment: 'Zeitpunkt des Trainings',
    shown: (update, now) => `Update ${update}, das Training steht bei ${now}`,
    now: (update) => `Update ${update}, jetzt`,
    past: (update, now) => `Zu sehen ist das Netz, wie es bei Update ${update} war; das Training steht bei ${now}.`,
    lastFinite: (update, now) =>
      `Zu sehen ist das Netz, wie es bei Update ${update} war; seit Update ${now} sind seine Zahlen nicht mehr endlich, also ist es nicht zu zeigen, wie es jetzt ist.`,
    back: 'Zurück ins Jetzt',
    goOn: 'Von hier weiter trainieren',
    goOnHint: (update) => `Das Training auf Update ${update} zurücksetzen: seine Gewichte und den Zustand des Optimierers. Was danach kam, entfällt.`,
  },
  sequence: 'Folge',
  first: 'Erster Schritt',
  back: 'Ein Schritt zurück',
  play: 'Folge abspielen',
  stop: 'Abspielen beenden',
  forward: 'Ein Schritt vor',
  position: 'Schritt der Folge',
  of: (t, last) => `t = ${t} von ${last}`,
  direction: 'Richtung',
  directions: { forward: 'vorwärts', loss: 'der Verlust', backward: 'rückwärts' },
  turn: 'Leserichtung umkehren',
  pace: 'Schritte je Sekunde beim Abspielen',
  perSecond: (count) => `${count}/s`,
};
