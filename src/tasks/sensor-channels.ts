/** What the task `anomalies` reads. */

export const CHANNELS = ['humidity', 'temperature'];
